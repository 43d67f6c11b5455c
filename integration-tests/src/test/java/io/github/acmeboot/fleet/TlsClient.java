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

package io.github.acmeboot.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.acmeboot.testsupport.TrustEverything;

/**
 * A client that looks at what is presented instead of judging it, and resumes nothing.
 */
final class TlsClient {

	private static final int TIMEOUT_MILLIS = 30_000;

	private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

	private TlsClient() {
	}

	static Optional<X509Certificate> leaf(int port) {
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
			plain.setSoTimeout(TIMEOUT_MILLIS);
			SSLSocket socket = (SSLSocket) TrustEverything.context()
				.getSocketFactory()
				.createSocket(plain, Fleet.HOST, port, true);
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(Fleet.HOST)));
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	static String get(int port, String path) {
		try (InputStream body = connect(port, path).getInputStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to get " + path, ex);
		}
	}

	static void post(int port, String path, String json) {
		try {
			HttpsURLConnection connection = connect(port, path);
			connection.setRequestMethod("POST");
			connection.setRequestProperty("Content-Type", "application/json");
			connection.setDoOutput(true);
			try (OutputStream body = connection.getOutputStream()) {
				body.write(json.getBytes(StandardCharsets.UTF_8));
			}
			try (InputStream body = connection.getInputStream()) {
				body.readAllBytes();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to post to " + path, ex);
		}
	}

	private static HttpsURLConnection connect(int port, String path) throws IOException {
		HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://127.0.0.1:" + port + path)
			.toURL()
			.openConnection();
		connection.setSSLSocketFactory(TrustEverything.context().getSocketFactory());
		connection.setHostnameVerifier((host, session) -> true);
		connection.setConnectTimeout(REQUEST_TIMEOUT_MILLIS);
		connection.setReadTimeout(REQUEST_TIMEOUT_MILLIS);
		return connection;
	}

}
