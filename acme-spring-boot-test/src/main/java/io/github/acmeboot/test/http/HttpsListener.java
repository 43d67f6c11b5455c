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

package io.github.acmeboot.test.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * An HTTPS server on the loopback address. The JDK's own cannot be used: it sets the
 * {@code Date} header itself, and always sends what it was told to.
 */
public final class HttpsListener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(HttpsListener.class);

	private static final int CLOSE_TIMEOUT_SECONDS = 20;

	private final ServerSocket socket;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "acme-test-server");
		thread.setDaemon(true);
		return thread;
	});

	private HttpsListener(ServerSocket socket) {
		this.socket = socket;
	}

	/**
	 * Binds the port.
	 * @param sslContext the certificate to present
	 * @param port the port, or 0 for any
	 * @return the listener, which does not answer before it is started
	 */
	public static HttpsListener bind(SSLContext sslContext, int port) {
		try {
			return new HttpsListener(sslContext.getServerSocketFactory()
				.createServerSocket(port, 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 })));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to listen on port " + port + " of 127.0.0.1", ex);
		}
	}

	/**
	 * Returns the port.
	 * @return the port it listens on
	 */
	public int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Begins to answer.
	 * @param handler what answers
	 */
	public void start(ServerHandler handler) {
		this.threads.execute(() -> accept(handler));
	}

	private void accept(ServerHandler handler) {
		while (!this.socket.isClosed()) {
			try {
				dispatch(this.socket.accept(), handler);
			}
			catch (IOException ex) {
				logger.debug("No longer accepting connections", ex);
			}
		}
	}

	private void dispatch(Socket connection, ServerHandler handler) {
		this.connections.add(connection);
		try {
			this.threads.execute(() -> serve(connection, handler));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Closed while a client connected", ex);
		}
		if (this.socket.isClosed()) {
			close(connection);
		}
	}

	private void serve(Socket connection, ServerHandler handler) {
		try (connection; InputStream input = new BufferedInputStream(connection.getInputStream())) {
			connection.setTcpNoDelay(true);
			RequestReader reader = new RequestReader(input);
			ResponseWriter writer = new ResponseWriter(connection.getOutputStream());
			Optional<ServerRequest> request = reader.read();
			while (request.isPresent() && deliver(connection, handler.handle(request.get()), request.get(), writer)) {
				request = reader.read();
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Connection ended", ex);
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private boolean deliver(Socket connection, ServerResponse response, ServerRequest request, ResponseWriter writer)
			throws IOException {
		return switch (response.delivery()) {
			case WHOLE -> {
				writer.write(request, response);
				yield true;
			}
			case STALLED -> {
				writer.write(request, response);
				connection.getInputStream().transferTo(OutputStream.nullOutputStream());
				yield false;
			}
			case DROPPED -> false;
			case RESET -> {
				connection.setSoLinger(true, 0);
				yield false;
			}
		};
	}

	@Override
	public void close() {
		close(this.socket);
		this.connections.forEach(this::close);
		this.threads.shutdownNow();
		awaitThreads();
	}

	private void awaitThreads() {
		try {
			this.threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.debug("Unable to close", ex);
		}
	}

}
