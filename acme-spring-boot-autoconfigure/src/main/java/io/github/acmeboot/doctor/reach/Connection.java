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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Connects as a CA does that validates: for as long as it has time, whatever the other
 * side does, and whatever certificate is presented is looked at, not trusted.
 */
final class Connection {

	private static final Log logger = LogFactory.getLog(Connection.class);

	private Connection() {
	}

	/**
	 * Connects, and ends the connection when the conversation is over, or its time.
	 * @param <T> the type of what comes of it
	 * @param address where to connect to
	 * @param toConnect how long that may take
	 * @param inAll how long all of it may take
	 * @param conversation what to do with the connection
	 * @return what comes of it
	 * @throws SocketTimeoutException if there was no time left
	 * @throws IOException if it fails
	 */
	static <T> T hold(InetSocketAddress address, Duration toConnect, Duration inAll, Conversation<T> conversation)
			throws IOException {
		AtomicBoolean over = new AtomicBoolean();
		try (Socket socket = new Socket()) {
			CompletableFuture<Void> end = CompletableFuture.runAsync(() -> end(socket, over),
					CompletableFuture.delayedExecutor(inAll.toNanos(), TimeUnit.NANOSECONDS));
			try {
				socket.connect(address, millis((toConnect.compareTo(inAll) < 0) ? toConnect : inAll));
				socket.setSoTimeout(millis(inAll));
				return conversation.over(socket);
			}
			catch (IOException ex) {
				throw over.get() ? (SocketTimeoutException) new SocketTimeoutException("no time left").initCause(ex)
						: ex;
			}
			finally {
				end.cancel(false);
			}
		}
	}

	private static int millis(Duration duration) {
		return Math.toIntExact(Math.max(1, duration.toMillis()));
	}

	private static void end(Socket socket, AtomicBoolean over) {
		over.set(true);
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("A connection could not be closed", ex);
		}
	}

	/**
	 * Shakes hands over a connection.
	 * @param socket the connection
	 * @param serverName the name to ask for
	 * @param protocols the application protocols to offer, possibly none
	 * @return the connection, with the handshake done
	 * @throws IOException if it fails
	 */
	static SSLSocket shakeHands(Socket socket, String serverName, String... protocols) throws IOException {
		SSLSocket tls = (SSLSocket) context().getSocketFactory()
			.createSocket(socket, serverName, socket.getPort(), true);
		SSLParameters parameters = tls.getSSLParameters();
		parameters.setApplicationProtocols(protocols);
		if (isName(serverName)) {
			parameters.setServerNames(List.of(new SNIHostName(withoutDot(serverName))));
		}
		tls.setSSLParameters(parameters);
		tls.startHandshake();
		return tls;
	}

	private static String withoutDot(String serverName) {
		return serverName.endsWith(".") ? serverName.substring(0, serverName.length() - 1) : serverName;
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
	 * What is done with a connection.
	 *
	 * @param <T> the type of what comes of it
	 */
	@FunctionalInterface
	interface Conversation<T> {

		T over(Socket socket) throws IOException;

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
