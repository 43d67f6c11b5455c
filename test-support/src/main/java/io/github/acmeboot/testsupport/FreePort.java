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
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that cannot be told to choose one themselves. They are none of
 * those that an operating system gives to whoever asks for any port, and each is claimed
 * while the process lives, so that nobody takes one before the server listens.
 */
public final class FreePort {

	private static final int FIRST = 10_000;

	/**
	 * Where Linux begins with the ports that it chooses itself.
	 */
	public static final int END = 32_768;

	/**
	 * A file with a byte for each port, which is locked by the process that has it.
	 */
	private static final FileChannel CLAIMS = open();

	private static final Set<Integer> given = ConcurrentHashMap.newKeySet();

	private FreePort() {
	}

	/**
	 * Finds a port on which nobody listens, neither by TCP nor by UDP.
	 * @return a port that was not given before
	 */
	public static int next() {
		int port = ThreadLocalRandom.current().nextInt(FIRST, END);
		return (given.add(port) && isClaimed(port) && isFree(port)) ? port : next();
	}

	private static boolean isClaimed(int port) {
		try {
			return CLAIMS.tryLock(port, 1, false) != null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static FileChannel open() {
		Path file = Path.of(System.getProperty("java.io.tmpdir"), "acme-ports-" + System.getProperty("user.name"));
		try {
			return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket tcp = new ServerSocket(port); DatagramSocket udp = new DatagramSocket(port)) {
			return tcp.isBound() && udp.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
