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

package io.github.acmeboot.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that refuses connections. It is bound, so that nobody else can get
 * it, and never listens; a server that was just closed would for a moment still accept.
 */
public final class RefusingPort implements AutoCloseable {

	private final Socket socket = new Socket();

	private RefusingPort() {
		try {
			this.socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes a port.
	 * @return a port, taken until it is closed
	 */
	public static RefusingPort take() {
		return new RefusingPort();
	}

	/**
	 * Returns the number of the port.
	 * @return the number
	 */
	public int number() {
		return this.socket.getLocalPort();
	}

	/**
	 * Returns where connections are refused.
	 * @return {@code 127.0.0.1} and the number, with a colon between them
	 */
	public String address() {
		return "127.0.0.1:" + number();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
