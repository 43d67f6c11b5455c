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

package io.github.acmeboot.tls.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link LoopbackHandshake}.
 */
class LoopbackHandshakeTests {

	private final IssuedCertificate certificate = new TestCertificates().ec("a.example.com");

	private final AtomicInteger connections = new AtomicInteger();

	private ServerSocket listener;

	private volatile boolean clientCertificateNeeded;

	@BeforeEach
	void listen() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.listener.close();
	}

	@Test
	void aConnectionThatIsResetUnderLoadRefutesNothing() throws Exception {
		serve(LoopbackHandshake.ATTEMPTS - 1);
		assertThat(handshake().with(null, "EC")).contains(this.certificate.leaf());
		assertThat(this.connections).hasValue(LoopbackHandshake.ATTEMPTS);
	}

	@Test
	void aServerThatFailsEveryTimeIsRefuted() throws Exception {
		serve(Integer.MAX_VALUE);
		assertThatIOException().isThrownBy(() -> handshake().with(null, "EC"));
		assertThat(this.connections).hasValue(LoopbackHandshake.ATTEMPTS);
	}

	@Test
	void aServerThatIsNotThereIsNotReached() throws Exception {
		LoopbackHandshake handshake = handshake();
		this.listener.close();
		assertThat(handshake.with(null, "EC")).isEmpty();
	}

	@Test
	void aServerThatResetsClientsWithoutACertificateHasPresentedItsOwn() throws Exception {
		this.clientCertificateNeeded = true;
		serve(0);
		assertThat(handshake().with(null, "EC")).contains(this.certificate.leaf());
		assertThat(this.connections).hasValue(1);
	}

	private LoopbackHandshake handshake() {
		return new LoopbackHandshake(
				new InetSocketAddress(this.listener.getInetAddress(), this.listener.getLocalPort()));
	}

	private void serve(int resets) throws Exception {
		SSLSocketFactory sockets = sockets();
		CompletableFuture.runAsync(() -> {
			while (!this.listener.isClosed()) {
				try (Socket socket = this.listener.accept()) {
					socket.setSoLinger(true, 0);
					if (this.connections.incrementAndGet() > resets) {
						answer(socket, sockets);
					}
				}
				catch (IOException ex) {
					continue;
				}
			}
		}, (task) -> new Thread(task).start());
	}

	private void answer(Socket socket, SSLSocketFactory sockets) throws IOException {
		SSLSocket tls = (SSLSocket) sockets.createSocket(socket, null, false);
		tls.setNeedClientAuth(this.clientCertificateNeeded);
		tls.startHandshake();
		tls.getInputStream().read();
	}

	private SSLSocketFactory sockets() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		keyStore.setKeyEntry("key", this.certificate.privateKey(), new char[0],
				this.certificate.chain().toArray(new X509Certificate[0]));
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init(keyStore, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), new TrustManager[] { new PeerObserver() }, null);
		return context.getSocketFactory();
	}

}
