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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import io.github.acmeboot.IssuedCertificate;

/**
 * A TLS client that trusts one CA, checks host names, and remembers sessions like a
 * browser does.
 */
final class TlsClient {

	private final SSLContext context;

	private final String protocol;

	TlsClient(X509Certificate root, String protocol, KeyManager... keyManagers) {
		this.context = context(root, keyManagers);
		this.protocol = protocol;
	}

	static SSLContext context(X509Certificate root, KeyManager... keyManagers) {
		try {
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry("ca", root);
			TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
			factory.init(trust);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keyManagers, factory.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static KeyStore keyStore(IssuedCertificate certificate) {
		try {
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(null, null);
			keyStore.setKeyEntry("key", certificate.privateKey(), "secret".toCharArray(),
					certificate.chain().toArray(new X509Certificate[0]));
			return keyStore;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static X509ExtendedKeyManager keyManager(IssuedCertificate certificate) {
		try {
			KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
			factory.init(keyStore(certificate), "secret".toCharArray());
			return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Does a request on a connection of its own.
	 * @param port the port of the server
	 * @param sni the host to ask for
	 * @param host the host in the request
	 * @return what was seen
	 */
	Answer get(int port, String sni, String host) throws IOException {
		try (SSLSocket socket = connect(port, sni)) {
			socket.getOutputStream()
				.write(("GET /hello HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
			return new Answer(response, leaf);
		}
	}

	Answer get(int port, String host) throws IOException {
		return get(port, host, host);
	}

	SSLSocket connect(int port, String sni) throws IOException {
		Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
		plain.setTcpNoDelay(true);
		plain.setSoTimeout(30_000);
		SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket(plain, sni, port, true);
		socket.setSSLParameters(parameters(socket.getSSLParameters(), sni));
		socket.startHandshake();
		return socket;
	}

	SSLEngine engine(int port, String sni) {
		SSLEngine engine = this.context.createSSLEngine(sni, port);
		engine.setUseClientMode(true);
		engine.setSSLParameters(parameters(engine.getSSLParameters(), sni));
		return engine;
	}

	private SSLParameters parameters(SSLParameters parameters, String sni) {
		parameters.setProtocols(new String[] { this.protocol });
		parameters.setServerNames(List.of(new SNIHostName(sni)));
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		return parameters;
	}

	X509Certificate leaf(int port, String sni) throws IOException {
		try (SSLSocket socket = connect(port, sni)) {
			return (X509Certificate) socket.getSession().getPeerCertificates()[0];
		}
	}

	record Answer(String response, X509Certificate leaf) {

		int status() {
			return this.response.isEmpty() ? 0 : Integer.parseInt(this.response.substring(9, 12));
		}

	}

}
