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

package io.github.acmeboot.doctor.reach;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Shakes hands as a CA does that validates: whatever certificate is presented is looked
 * at, not trusted.
 */
final class TlsHandshake {

	private TlsHandshake() {
	}

	/**
	 * Shakes hands over a connection.
	 * @param socket the connection
	 * @param serverName the name to ask for
	 * @param protocols the application protocols to offer, possibly none
	 * @return the connection, with the handshake done
	 * @throws IOException if it fails
	 */
	static SSLSocket over(Socket socket, String serverName, String... protocols) throws IOException {
		SSLSocket tls = (SSLSocket) context().getSocketFactory()
			.createSocket(socket, serverName, socket.getPort(), true);
		SSLParameters parameters = tls.getSSLParameters();
		parameters.setApplicationProtocols(protocols);
		if (isName(serverName)) {
			parameters.setServerNames(List.of(new SNIHostName(serverName)));
		}
		tls.setSSLParameters(parameters);
		tls.startHandshake();
		return tls;
	}

	private static boolean isName(String serverName) {
		return serverName.indexOf(':') < 0 && !serverName.matches("[0-9.]+");
	}

	private static SSLContext context() throws IOException {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new Onlooker() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("TLS is not available", ex);
		}
	}

	/**
	 * Lets every certificate pass: nothing is told to whoever presents it but the path of
	 * a challenge.
	 */
	private static final class Onlooker extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
