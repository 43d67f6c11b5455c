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

package io.github.acmeboot.test.pebble;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * Finds out whether a DNS server on the loopback address answers (RFC 1035 section 4).
 */
final class DnsProbe {

	private static final int TIMEOUT_MILLIS = 500;

	private static final byte[] QUERY = { 0x41, 0x43, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4, 't', 'e', 's', 't', 0, 0, 1, 0,
			1 };

	private final int port;

	DnsProbe(int port) {
		this.port = port;
	}

	boolean isAnswered() {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.connect(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), this.port);
			socket.send(new DatagramPacket(QUERY, QUERY.length));
			DatagramPacket answer = new DatagramPacket(new byte[512], 512);
			socket.receive(answer);
			return answer.getData()[0] == QUERY[0] && answer.getData()[1] == QUERY[1];
		}
		catch (IOException ex) {
			return false;
		}
	}

}
