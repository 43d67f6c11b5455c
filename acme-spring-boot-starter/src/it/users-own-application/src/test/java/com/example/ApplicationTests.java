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

package com.example;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The eight lines are those of the README. Only the ports, and where the CA is, are those
 * of the test.
 */
@EnabledIfPebble
class ApplicationTests {

	@Test
	void servesACertificateThatPebbleIssued() throws Exception {
		int http01Port = freePort();
		int port = freePort();
		try (PebbleProcess pebble = PebbleProcess.builder().http01Port(http01Port).start();
				ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
					.initializers((application) -> ((GenericApplicationContext) application)
						.registerBean(AcmeConnectionDetails.class, pebble::connectionDetails))
					.run("--server.port=" + port, "--acme.challenge.http.port=" + http01Port,
							"--acme.store.file.directory=target/acme")) {
			AcmeManager manager = context.getBean(AcmeManager.class);
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.until(() -> manager.status("web").orElseThrow().state() == CertificateStatus.State.VALID);
			SSLContext trust = trustOf(pebble.rootCertificate());
			X509Certificate served = handshake(trust, "www.example.com", port);
			assertThat(served).isEqualTo(handshake(trust, "example.com", port));
			assertThat(manager.status("web").orElseThrow().serial())
				.endsWith(served.getSerialNumber().toString(16));
		}
	}

	private static X509Certificate handshake(SSLContext trust, String host, int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		try (SSLSocket tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, port, true)) {
			SSLParameters parameters = tls.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			tls.setSSLParameters(parameters);
			tls.startHandshake();
			return (X509Certificate) tls.getSession().getPeerCertificates()[0];
		}
	}

	private static SSLContext trustOf(X509Certificate root) throws Exception {
		KeyStore keyStore = KeyStore.getInstance(KeyStore.getDefaultType());
		keyStore.load(null, null);
		keyStore.setCertificateEntry("root", root);
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

	/**
	 * Finds a port that is none of those an operating system gives to whoever asks for
	 * any.
	 */
	private static int freePort() {
		int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			return freePort();
		}
	}

}
