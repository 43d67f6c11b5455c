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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.acmeboot.challenge.dns.lookup.ServerAddress;

/**
 * Exchanges messages with a server by TCP (RFC 7766), all of them before one deadline.
 * Each has a connection of its own, as one that is kept may have been dropped on its way
 * unnoticed.
 */
final class TcpExchange {

	private static final int LENGTH = 2;

	private final ServerAddress server;

	private final long deadline;

	TcpExchange(ServerAddress server, Duration timeout) {
		this.server = server;
		this.deadline = System.nanoTime() + timeout.toNanos();
	}

	/**
	 * Sends a request and waits for what is answered.
	 * @param request the request
	 * @return the answer
	 * @throws IOException if there is none in time
	 */
	byte[] exchange(byte[] request) throws IOException {
		try (Socket socket = connect(InetAddress.getAllByName(this.server.host()))) {
			ByteBuffer framed = ByteBuffer.allocate(LENGTH + request.length);
			framed.putShort((short) request.length).put(request);
			socket.getOutputStream().write(framed.array());
			int length = Short.toUnsignedInt(ByteBuffer.wrap(read(socket, LENGTH)).getShort());
			return read(socket, length);
		}
	}

	private Socket connect(InetAddress[] addresses) throws IOException {
		IOException failure = new IOException();
		for (int i = 0; i < addresses.length; i++) {
			Socket socket = new Socket();
			try {
				socket.setTcpNoDelay(true);
				socket.connect(new InetSocketAddress(addresses[i], this.server.port()),
						Math.max(1, remaining() / (addresses.length - i)));
				return socket;
			}
			catch (IOException ex) {
				socket.close();
				failure = ex;
			}
		}
		throw failure;
	}

	private byte[] read(Socket socket, int length) throws IOException {
		InputStream input = socket.getInputStream();
		byte[] bytes = new byte[length];
		for (int count = 0; count < length;) {
			socket.setSoTimeout(remaining());
			int read = input.read(bytes, count, length - count);
			if (read < 0) {
				throw new EOFException("the connection was closed instead of an answer");
			}
			count += read;
		}
		return bytes;
	}

	private int remaining() throws SocketTimeoutException {
		long millis = TimeUnit.NANOSECONDS.toMillis(this.deadline - System.nanoTime());
		if (millis <= 0) {
			throw new SocketTimeoutException("time is up");
		}
		return (int) Math.min(millis, Integer.MAX_VALUE);
	}

}
