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

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import javax.net.ssl.SSLEngine;

/**
 * Offers a session of one host to another one, which the JDK's own client never does: the
 * host is replaced in the ClientHello on its way.
 */
final class ReroutedHello {

	private static final int HANDSHAKE = 22;

	private static final int SERVER_HELLO = 2;

	private static final int CERTIFICATE = 11;

	private ReroutedHello() {
	}

	/**
	 * Sends the first flight of a client, and looks at the answer.
	 * @param client a client that has a session to resume
	 * @param port the port of the server
	 * @param host the host the client asks for
	 * @param other the host it asks for on the wire, of the same length
	 * @return whether the server does a full handshake
	 */
	static boolean isAnsweredInFull(SSLEngine client, int port, String host, String other) throws IOException {
		ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
		client.beginHandshake();
		client.wrap(ByteBuffer.allocate(0), hello);
		byte[] bytes = replace(hello, host, other);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(bytes);
			DataInputStream in = new DataInputStream(socket.getInputStream());
			if (!client.getSSLParameters().getProtocols()[0].equals("TLSv1.2")) {
				return in.read() == HANDSHAKE;
			}
			return secondMessage(in) == CERTIFICATE;
		}
	}

	private static byte[] replace(ByteBuffer hello, String host, String other) {
		HexFormat hex = HexFormat.of();
		String text = hex.formatHex(hello.array(), 0, hello.position());
		String from = hex.formatHex(host.getBytes(StandardCharsets.US_ASCII));
		if (!text.contains(from)) {
			throw new IllegalStateException("'" + host + "' is not asked for");
		}
		return hex.parseHex(text.replace(from, hex.formatHex(other.getBytes(StandardCharsets.US_ASCII))));
	}

	private static int secondMessage(DataInputStream in) throws IOException {
		byte[] first = handshakeRecord(in);
		if (first.length == 0 || first[0] != SERVER_HELLO) {
			throw new IOException("No ServerHello");
		}
		int length = ((first[1] & 0xff) << 16) | ((first[2] & 0xff) << 8) | (first[3] & 0xff);
		byte[] rest = (first.length > 4 + length) ? new byte[] { first[4 + length] } : handshakeRecord(in);
		return (rest.length > 0) ? rest[0] : -1;
	}

	private static byte[] handshakeRecord(DataInputStream in) throws IOException {
		int type = in.readUnsignedByte();
		in.readUnsignedShort();
		byte[] body = new byte[in.readUnsignedShort()];
		in.readFully(body);
		return (type == HANDSHAKE) ? body : new byte[0];
	}

}
