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

package io.github.acmeboot.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.github.acmeboot.testsupport.TrustEverything;

/**
 * A TLS client that resumes its sessions, like a browser does.
 */
final class ResumingClient {

	private final SSLContext context = TrustEverything.context();

	private final String protocol;

	ResumingClient(String protocol) {
		this.protocol = protocol;
	}

	/**
	 * Does a request on a connection of its own, to its end: a ticket comes with the
	 * answer.
	 * @param port the port of the server
	 * @param host the host to ask for
	 * @return the session
	 */
	Visit visit(int port, String host) throws IOException {
		Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
		try (SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket(plain, host, port, true)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setProtocols(new String[] { this.protocol });
			parameters.setServerNames(List.of(new SNIHostName(host)));
			socket.setSSLParameters(parameters);
			socket.getOutputStream()
				.write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readAllBytes();
			SSLSession session = socket.getSession();
			return new Visit((X509Certificate) session.getPeerCertificates()[0], session.getCreationTime());
		}
	}

	/**
	 * What was seen of a server.
	 *
	 * @param leaf the certificate of the session, be it presented now or when it began
	 * @param created when the session began
	 */
	record Visit(X509Certificate leaf, long created) {

	}

}
