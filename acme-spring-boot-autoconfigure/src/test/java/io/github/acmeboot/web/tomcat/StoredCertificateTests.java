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

package io.github.acmeboot.web.tomcat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a stored certificate on a real Tomcat.
 */
class StoredCertificateTests {

	@Test
	void theFirstConnectionThatIsAcceptedAlreadySeesTheStoredCertificate() {
		try (ServedApplication application = ServedApplication.start(List.of(Stored.class))) {
			Stored stored = application.context().getBean(Stored.class);
			assertThat(stored.seen).containsExactly(stored.certificate.serial());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Stored {

		private final TestCertificates ca = new TestCertificates();

		private final IssuedCertificate certificate = this.ca.ec("a.example.com");

		private final List<String> seen = new ArrayList<>();

		@Bean
		AcmeStore store() {
			InMemoryAcmeStore store = new InMemoryAcmeStore();
			new CertificateRepository(store).save("web", this.certificate, WriteCondition.absent());
			return store;
		}

		@Bean
		ApplicationListener<WebServerInitializedEvent> firstClient() {
			return (event) -> {
				try {
					this.seen.add(new TlsClient(this.ca.root(), "TLSv1.3")
						.leaf(event.getWebServer().getPort(), "a.example.com")
						.getSerialNumber()
						.toString(16));
				}
				catch (Exception ex) {
					this.seen.add(ex.toString());
				}
			};
		}

	}

}
