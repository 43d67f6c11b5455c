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

package io.github.acmeboot.testsupport.bind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Puts a DNS server on another loopback address, where it cannot listen itself: BIND only
 * takes addresses that an interface has. So several servers can have one port.
 */
public final class DnsRelay implements AutoCloseable {

	private static final int MAX_LENGTH = 65_535;

	private static final int TIMEOUT_MILLIS = 10_000;

	private final InetSocketAddress server;

	private final DatagramSocket udp;

	private final ServerSocket tcp;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "DNS relay");
		thread.setDaemon(true);
		return thread;
	});

	private DnsRelay(InetSocketAddress address, InetSocketAddress server) throws IOException {
		this.server = server;
		this.udp = new DatagramSocket(address);
		this.tcp = new ServerSocket(address.getPort(), 0, address.getAddress());
		this.threads.execute(this::receive);
		this.threads.execute(this::accept);
	}

	/**
	 * Opens a relay.
	 * @param host the address where the server is to be found
	 * @param port the port where it is to be found
	 * @param server where it is
	 * @return the relay
	 */
	public static DnsRelay open(String host, int port, InetSocketAddress server) {
		try {
			return new DnsRelay(new InetSocketAddress(host, port), server);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void receive() {
		while (!this.udp.isClosed()) {
			try {
				DatagramPacket request = new DatagramPacket(new byte[MAX_LENGTH], MAX_LENGTH);
				this.udp.receive(request);
				this.threads.execute(() -> forward(request));
			}
			catch (IOException ex) {
				// the next one, unless it was closed
			}
		}
	}

	private void forward(DatagramPacket request) {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.send(new DatagramPacket(Arrays.copyOf(request.getData(), request.getLength()), request.getLength(),
					this.server));
			DatagramPacket answer = new DatagramPacket(new byte[MAX_LENGTH], MAX_LENGTH);
			socket.receive(answer);
			this.udp.send(new DatagramPacket(answer.getData(), answer.getLength(), request.getSocketAddress()));
		}
		catch (IOException ex) {
			// the client asks again
		}
	}

	private void accept() {
		while (!this.tcp.isClosed()) {
			try {
				Socket client = this.tcp.accept();
				this.threads.execute(() -> connect(client));
			}
			catch (IOException ex) {
				// the next one, unless it was closed
			}
		}
	}

	private void connect(Socket client) {
		try (client; Socket socket = new Socket(this.server.getAddress(), this.server.getPort())) {
			this.threads.execute(() -> copy(client, socket));
			copy(socket, client);
		}
		catch (IOException ex) {
			// the client sees the end of its connection
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// so does the server
		}
	}

	@Override
	public void close() {
		this.udp.close();
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.threads.shutdownNow();
		}
	}

}
