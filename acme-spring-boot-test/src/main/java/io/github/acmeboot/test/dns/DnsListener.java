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

package io.github.acmeboot.test.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.test.dns.RecordedQuery.Transport;

/**
 * Receives queries by UDP and by TCP on the same port.
 */
final class DnsListener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DnsListener.class);

	private static final int ATTEMPTS = 50;

	private static final int CLOSE_TIMEOUT_SECONDS = 20;

	private static final int MAX_DATAGRAM = 65_535;

	private final ServerSocket tcp;

	private final DatagramSocket udp;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "dns-test-server");
		thread.setDaemon(true);
		return thread;
	});

	private DnsListener(ServerSocket tcp, DatagramSocket udp) {
		this.tcp = tcp;
		this.udp = udp;
	}

	static DnsListener bind(InetAddress address, int port) {
		IOException failure = new IOException();
		for (int i = 0; i < ((port == 0) ? ATTEMPTS : 1); i++) {
			try {
				return bindBoth(address, port);
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		throw new UncheckedIOException(
				"Unable to listen on port %d of %s by UDP and TCP".formatted(port, address.getHostAddress()), failure);
	}

	private static DnsListener bindBoth(InetAddress address, int port) throws IOException {
		ServerSocket tcp = new ServerSocket(port, 50, address);
		try {
			return new DnsListener(tcp, new DatagramSocket(tcp.getLocalPort(), address));
		}
		catch (IOException ex) {
			tcp.close();
			throw ex;
		}
	}

	InetSocketAddress address() {
		return new InetSocketAddress(this.tcp.getInetAddress(), this.tcp.getLocalPort());
	}

	void start(QueryHandler handler) {
		this.threads.execute(() -> receive(handler));
		this.threads.execute(() -> accept(handler));
	}

	private void receive(QueryHandler handler) {
		byte[] buffer = new byte[MAX_DATAGRAM];
		while (!this.udp.isClosed()) {
			try {
				DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
				this.udp.receive(packet);
				byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
				InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
				dispatch(() -> handler.handle(Transport.UDP, query, (answer) -> send(answer, client)));
			}
			catch (IOException ex) {
				logger.debug("Unable to receive", ex);
			}
		}
	}

	private void send(byte[] answer, InetSocketAddress client) throws IOException {
		this.udp.send(new DatagramPacket(answer, answer.length, client));
	}

	private void accept(QueryHandler handler) {
		while (!this.tcp.isClosed()) {
			try {
				Socket connection = this.tcp.accept();
				this.connections.add(connection);
				dispatch(() -> serve(connection, handler));
				if (this.tcp.isClosed()) {
					close(connection);
				}
			}
			catch (IOException ex) {
				logger.debug("Unable to accept", ex);
			}
		}
	}

	private void serve(Socket connection, QueryHandler handler) throws IOException {
		try (connection) {
			DataInputStream input = new DataInputStream(connection.getInputStream());
			DataOutputStream output = new DataOutputStream(connection.getOutputStream());
			while (!connection.isClosed()) {
				byte[] query = new byte[input.readUnsignedShort()];
				input.readFully(query);
				handler.handle(Transport.TCP, query, (answer) -> write(answer, output));
			}
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private void write(byte[] answer, DataOutputStream output) throws IOException {
		byte[] framed = new byte[answer.length + 2];
		framed[0] = (byte) (answer.length >> 8);
		framed[1] = (byte) answer.length;
		System.arraycopy(answer, 0, framed, 2, answer.length);
		output.write(framed);
	}

	private void dispatch(Work work) {
		try {
			this.threads.execute(() -> run(work));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Closed while a query came", ex);
		}
	}

	private void run(Work work) {
		try {
			work.run();
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Query not answered", ex);
		}
	}

	@Override
	public void close() {
		this.udp.close();
		close(this.tcp);
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

	/**
	 * Answers queries, now, later or never.
	 */
	@FunctionalInterface
	interface QueryHandler {

		void handle(Transport transport, byte[] query, Reply reply) throws IOException;

	}

	/**
	 * Sends an answer back.
	 */
	@FunctionalInterface
	interface Reply {

		void send(byte[] answer) throws IOException;

	}

	@FunctionalInterface
	private interface Work {

		void run() throws IOException;

	}

}
