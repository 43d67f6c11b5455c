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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.xbill.DNS.Message;

/**
 * A DNS server that answers by TCP what a test wants.
 */
final class ScriptedDnsServer implements AutoCloseable {

	private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Socket> clients = new CopyOnWriteArrayList<>();

	private final List<Message> requests = new CopyOnWriteArrayList<>();

	private final Script script;

	ScriptedDnsServer(Script script) throws IOException {
		this.script = script;
		Thread thread = new Thread(this::run, "scripted DNS server");
		thread.setDaemon(true);
		thread.start();
	}

	private void run() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.clients.add(client);
				serve(client);
			}
			catch (IOException ex) {
				// the next one, unless it was closed
			}
		}
	}

	private void serve(Socket client) throws IOException {
		DataInputStream input = new DataInputStream(client.getInputStream());
		byte[] request = new byte[input.readUnsignedShort()];
		input.readFully(request);
		Message message = new Message(request);
		this.requests.add(message);
		this.script.answer(message, client);
	}

	String address() {
		return "127.0.0.1:" + this.socket.getLocalPort();
	}

	List<Message> requests() {
		return List.copyOf(this.requests);
	}

	static void send(Message answer, Socket client) throws IOException {
		byte[] bytes = answer.toWire();
		client.getOutputStream()
			.write(ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).array());
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket client : this.clients) {
				client.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is answered.
	 */
	@FunctionalInterface
	interface Script {

		void answer(Message request, Socket client) throws IOException;

	}

}
