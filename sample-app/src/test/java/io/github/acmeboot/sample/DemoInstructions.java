/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.acmeboot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.pki.Pem;

/**
 * Tells whoever has started the sample on a laptop what to try, when there is a
 * certificate.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("demo.root-certificate")
class DemoInstructions {

	private static final Log logger = LogFactory.getLog(DemoInstructions.class);

	private static final String TEXT = """
			The token service is there. In another terminal:

			  export CURL_CA_BUNDLE=%s
			  curl -u demo:demo-secret -d grant_type=client_credentials %2$s/oauth2/token
			  curl -u demo:demo-secret -d token=TOKEN %2$s/oauth2/introspect
			  curl -u operator:operator-secret %2$s/actuator/acme
			  curl %2$s/actuator/prometheus

			In a browser: %2$s/
			""";

	private final AcmeTestServer ca;

	private final Environment environment;

	private final AtomicBoolean told = new AtomicBoolean();

	DemoInstructions(AcmeTestServer ca, Environment environment) {
		this.ca = ca;
		this.environment = environment;
	}

	@EventListener(CertificatePublishedEvent.class)
	void published() {
		if (this.told.compareAndSet(false, true)) {
			Path root = Path.of(this.environment.getRequiredProperty("demo.root-certificate")).toAbsolutePath();
			write(root);
			logger.info(TEXT.formatted(root, "https://localhost:" + this.environment.getProperty("local.server.port")));
		}
	}

	private void write(Path file) {
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, Pem.encode(this.ca.rootCertificates()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
