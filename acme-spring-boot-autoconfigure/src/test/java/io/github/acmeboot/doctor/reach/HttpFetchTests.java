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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpFetch}.
 */
class HttpFetchTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private HttpServer server;

	private final List<String> hosts = new ArrayList<>();

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.hosts.add(exchange.getRequestHeaders().getFirst("Host"));
			String path = exchange.getRequestURI().getPath();
			if (path.startsWith("/to/")) {
				exchange.getResponseHeaders().set("Location", path.substring(4));
				exchange.sendResponseHeaders(302, -1);
			}
			else if (path.equals("/loop")) {
				exchange.getResponseHeaders().set("Location", "/loop");
				exchange.sendResponseHeaders(301, -1);
			}
			else {
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
			}
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void theAddressIsAskedForTheName() throws IOException {
		assertThat(get("/page").body()).isEqualTo("hello");
		assertThat(this.hosts).containsExactly("www.example.org");
	}

	@Test
	void aRedirectIsFollowedToWhereItLeads() throws IOException {
		HttpFetch fetch = new HttpFetch((page) -> address(), TIMEOUT);
		assertThat(fetch.get(address(), page("/to/http://other.example.org/x")).body()).isEqualTo("hello");
		assertThat(fetch.passed()).containsExactly("http://other.example.org/x");
		assertThat(this.hosts).containsExactly("www.example.org", "other.example.org");
	}

	@Test
	void aRedirectInACircleComesToAnEnd() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/loop")).withMessageContaining("redirects");
		assertThat(this.hosts).hasSize(11);
	}

	@Test
	void aRedirectToSomethingElseThanTheWebIsNotFollowed() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/to/ftp://other.example.org/"))
			.withMessageContaining("no CA follows");
	}

	@Test
	void aRedirectWithAUserNameIsNotFollowed() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/to/http://root:secret@other.example.org/"))
			.withMessageContaining("no CA follows");
		assertThat(this.hosts).hasSize(1);
	}

	@Test
	void aRedirectThatBreaksTheCheckIsAnAnswerThatCannotBeRead() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> get("/to/https://" + "x".repeat(64) + ".example.org/"))
			.withMessageContaining("cannot be read");
	}

	@Test
	void aServerThatSaysNothingIsNotWaitedForForEver() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", silent.getLocalPort());
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> new HttpFetch((page) -> address, Duration.ofMillis(100)).get(address, page("/")));
		}
	}

	@Test
	void aServerThatHangsUpHasNotAnswered() throws Exception {
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
				.isThrownBy(() -> new HttpFetch((page) -> address, TIMEOUT).get(address, page("/")));
			hangUp.join();
		}
	}

	private HttpAnswer get(String path) throws IOException {
		return new HttpFetch((page) -> address(), TIMEOUT).get(address(), page(path));
	}

	private InetSocketAddress address() {
		return new InetSocketAddress("127.0.0.1", this.server.getAddress().getPort());
	}

	private static URI page(String path) {
		return URI.create("http://www.example.org" + path);
	}

}
