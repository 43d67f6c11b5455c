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

package io.github.acmeboot.tls.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

/**
 * One full TLS handshake with the running server, to see what it presents. Nothing is
 * trusted and nothing is sent.
 */
final class LoopbackHandshake {

	static final int ATTEMPTS = 3;

	private static final Log logger = LogFactory.getLog(LoopbackHandshake.class);

	private static final int TIMEOUT = Math.toIntExact(Duration.ofSeconds(5).toMillis());

	private final InetSocketAddress address;

	LoopbackHandshake(InetSocketAddress address) {
		this.address = address;
	}

	/**
	 * Does the handshake, and again if it fails: a server under load may reset a
	 * connection, one that is wrong fails every time. A server that asks for a client
	 * certificate may refuse it: by then it has presented its own and proved to hold the
	 * key.
	 * @param host the host to ask for, or {@code null} to ask for none
	 * @param keyAlgorithm the only kind of key to accept, {@code EC} or {@code RSA}
	 * @return the certificate the server presents, or empty if the server is not reached
	 * or does not answer in time, which says nothing about its certificate
	 * @throws IOException if the server does not complete the handshake
	 */
	Optional<X509Certificate> with(@Nullable SNIHostName host, String keyAlgorithm) throws IOException {
		for (int attempt = 1;; attempt++) {
			try {
				return once(host, keyAlgorithm);
			}
			catch (IOException ex) {
				if (attempt == ATTEMPTS) {
					throw ex;
				}
				logger.debug(LogMessage.format("Handshake %s with %s failed", attempt, this.address), ex);
			}
		}
	}

	private Optional<X509Certificate> once(@Nullable SNIHostName host, String keyAlgorithm) throws IOException {
		PeerObserver observer = new PeerObserver();
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(TIMEOUT);
			socket.connect(this.address, TIMEOUT);
			handshake(socket, host, keyAlgorithm, observer);
		}
		catch (ConnectException | NoRouteToHostException | SocketTimeoutException ex) {
			return Optional.empty();
		}
		return observer.certificate();
	}

	private void handshake(Socket socket, @Nullable SNIHostName host, String keyAlgorithm, PeerObserver observer)
			throws IOException {
		SSLContext context = context(observer);
		try (SSLSocket tls = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, this.address.getHostString(), this.address.getPort(), true)) {
			SSLParameters parameters = tls.getSSLParameters();
			parameters.setServerNames((host != null) ? List.of(host) : List.of());
			parameters.setAlgorithmConstraints(new SignatureConstraint(keyAlgorithm));
			tls.setSSLParameters(parameters);
			tls.startHandshake();
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			if (!observer.wasAskedForCertificate()) {
				throw ex;
			}
		}
	}

	private static SSLContext context(PeerObserver observer) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(new KeyManager[] { observer.keyManager() }, new TrustManager[] { observer }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a TLS context", ex);
		}
	}

}
