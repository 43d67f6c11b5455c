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
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Connection}.
 */
class ConnectionTests {

	private final CountDownLatch heard = new CountDownLatch(1);

	@Test
	void whoSaysOneByteAtATimeIsNotListenedToForEver() throws Exception {
		try (ServerSocket slow = new ServerSocket(0)) {
			Thread dripping = new Thread(() -> drip(slow));
			dripping.start();
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", slow.getLocalPort());
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> Connection.hold(address, Duration.ofSeconds(20), Duration.ofSeconds(2),
						(socket) -> Connection.shakeHands(socket, "www.example.org")));
			this.heard.countDown();
			dripping.join();
		}
	}

	@Test
	void aNameWithADotAtItsEndIsAskedForWithoutIt() throws Exception {
		try (ServerSocket rude = new ServerSocket(0)) {
			Thread hangUp = new Thread(() -> {
				try (Socket socket = rude.accept()) {
					socket.getInputStream().read(new byte[1024]);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			hangUp.start();
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", rude.getLocalPort());
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> Connection.hold(address, Duration.ofSeconds(20), Duration.ofSeconds(20),
						(socket) -> Connection.shakeHands(socket, "www.example.org.")));
			hangUp.join();
		}
	}

	/**
	 * Begins a TLS record and goes on with it for half a minute, or until nobody listens.
	 * @param server where somebody connects to
	 */
	private void drip(ServerSocket server) {
		try (Socket socket = server.accept()) {
			OutputStream output = socket.getOutputStream();
			output.write(new byte[] { 22, 3, 3, 0x3f, 0 });
			for (int i = 0; i < 300 && !this.heard.await(100, TimeUnit.MILLISECONDS); i++) {
				output.write(0);
			}
		}
		catch (IOException ex) {
			this.heard.countDown();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
