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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.testsupport.TrustEverything;

/**
 * A TLS client that takes any certificate, and says what was presented. Remembers
 * sessions.
 */
final class AcmeTlsClient {

	static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

	private final SSLContext context = TrustEverything.context();

	private final String version;

	AcmeTlsClient(String version) {
		this.version = version;
	}

	/**
	 * Does a handshake as a CA does.
	 * @param port the port of the server
	 * @param sni the name to ask for, or {@code null} for none
	 * @return what was presented
	 * @throws IOException if the server refuses
	 */
	Presented validate(int port, @Nullable String sni) throws IOException {
		return offer(port, sni, "acme-tls/1");
	}

	/**
	 * Does a handshake, then sends a request for HTTP/1.1.
	 * @param port the port of the server
	 * @param sni the name to ask for, or {@code null} for none
	 * @param protocols the application protocols to offer
	 * @return what was presented
	 * @throws IOException if the server refuses
	 */
	Presented offer(int port, @Nullable String sni, String... protocols) throws IOException {
		Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
		plain.setTcpNoDelay(true);
		plain.setSoTimeout(30_000);
		try (SSLSocket socket = (SSLSocket) this.context.getSocketFactory()
			.createSocket(plain, "a.example.com", port, true)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setProtocols(new String[] { this.version });
			parameters.setServerNames((sni != null) ? List.of(new SNIHostName(sni)) : List.of());
			parameters.setApplicationProtocols(protocols);
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return new Presented(socket.getApplicationProtocol(),
					(X509Certificate) socket.getSession().getPeerCertificates()[0], response(socket));
		}
	}

	private static String response(SSLSocket socket) {
		try {
			if (!"h2".equals(socket.getApplicationProtocol())) {
				socket.getOutputStream()
					.write("GET /hello HTTP/1.1\r\nHost: a.example.com\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			}
		}
		catch (IOException ex) {
			return "";
		}
		return "";
	}

	/**
	 * What a server did.
	 *
	 * @param protocol the application protocol, empty for none
	 * @param leaf the certificate
	 * @param response the answer to the request, empty for none
	 */
	record Presented(String protocol, X509Certificate leaf, String response) {

		boolean isChallenge() {
			return this.leaf.getCriticalExtensionOIDs() != null
					&& this.leaf.getCriticalExtensionOIDs().contains(ACME_IDENTIFIER);
		}

	}

}
