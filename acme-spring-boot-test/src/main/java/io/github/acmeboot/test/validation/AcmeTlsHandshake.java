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

package io.github.acmeboot.test.validation;

import java.io.IOException;
import java.net.InetSocketAddress;
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
 * A TLS handshake that offers {@code acme-tls/1} and nothing else, and takes whatever
 * certificate is presented.
 *
 * @param protocol the application protocol that was negotiated, empty for none
 * @param certificate the certificate that was presented
 */
record AcmeTlsHandshake(String protocol, X509Certificate certificate) {

	static final String PROTOCOL = "acme-tls/1";

	private static final int TIMEOUT_MILLIS = 10_000;

	static AcmeTlsHandshake with(InetSocketAddress address, String serverName) throws IOException {
		try (Socket plain = new Socket()) {
			plain.setSoTimeout(TIMEOUT_MILLIS);
			plain.connect(address, TIMEOUT_MILLIS);
			try (SSLSocket socket = (SSLSocket) context().getSocketFactory()
				.createSocket(plain, serverName, address.getPort(), true)) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setProtocols(new String[] { "TLSv1.3", "TLSv1.2" });
				parameters.setServerNames(List.of(new SNIHostName(serverName)));
				parameters.setApplicationProtocols(new String[] { PROTOCOL });
				socket.setSSLParameters(parameters);
				socket.startHandshake();
				return new AcmeTlsHandshake(socket.getApplicationProtocol(),
						(X509Certificate) socket.getSession().getPeerCertificates()[0]);
			}
		}
	}

	private static SSLContext context() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new AnyCertificate() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a TLS context", ex);
		}
	}

	/**
	 * Trusts everybody: what is presented is looked at afterwards.
	 */
	private static final class AnyCertificate extends X509ExtendedTrustManager {

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
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
