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

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key store with a self-signed certificate.
 */
final class SelfSigned {

	private static final String PASSWORD = "changeit";

	private SelfSigned() {
	}

	static Path keyStore(Path directory) throws IOException, InterruptedException {
		Path keyStore = directory.resolve("self-signed.p12");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "web", "-keyalg", "EC", "-dname", "CN=example.com", "-storetype", "PKCS12",
				"-keystore", keyStore.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		process.getInputStream().readAllBytes();
		assertThat(process.waitFor()).isZero();
		return keyStore;
	}

	static SocketFactory sockets(Path keyStore) throws Exception {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context.getSocketFactory();
	}

	static String[] properties(Path keyStore, String... others) {
		String[] properties = new String[others.length + 2];
		properties[0] = "server.ssl.key-store=" + keyStore.toUri();
		properties[1] = "server.ssl.key-store-password=" + PASSWORD;
		System.arraycopy(others, 0, properties, 2, others.length);
		return properties;
	}

}
