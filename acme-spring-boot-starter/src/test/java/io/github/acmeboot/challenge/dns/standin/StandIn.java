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

package io.github.acmeboot.challenge.dns.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on loopback that takes the place of a service. It keeps the requests,
 * and answers the next one as it is told, whatever is asked.
 */
public final class StandIn implements AutoCloseable {

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final Queue<Reply> next = new ConcurrentLinkedQueue<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Function<Received, Reply> service;

	private final HttpServer server;

	public StandIn(Function<Received, Reply> service) {
		this(service, null);
	}

	public StandIn(Function<Received, Reply> service, @Nullable HttpsConfigurator tls) {
		this.service = service;
		this.server = create(tls);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	private static HttpServer create(@Nullable HttpsConfigurator tls) {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try {
			if (tls == null) {
				return HttpServer.create(address, 0);
			}
			HttpsServer server = HttpsServer.create(address, 0);
			server.setHttpsConfigurator(tls);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url() {
		return ((this.server instanceof HttpsServer) ? "https" : "http") + "://localhost:" + port();
	}

	public List<Received> requests() {
		return List.copyOf(this.received);
	}

	public void forgetRequests() {
		this.received.clear();
	}

	/**
	 * Answers the next request, without looking at it.
	 * @param reply the answer
	 */
	public void answer(Reply reply) {
		this.next.add(reply);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, List<String>> headers = exchange.getRequestHeaders()
				.entrySet()
				.stream()
				.collect(Collectors.toMap((header) -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
			Received request = new Received(exchange.getRequestMethod(), exchange.getRequestURI(), headers,
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.received.add(request);
			Reply reply = this.next.poll();
			send(exchange, (reply != null) ? reply : answer(request));
		}
	}

	private Reply answer(Received request) {
		try {
			return this.service.apply(request);
		}
		catch (RuntimeException ex) {
			return Reply.of(599, "the stand-in failed: " + ex);
		}
	}

	private void send(HttpExchange exchange, Reply reply) throws IOException {
		reply.headers().forEach(exchange.getResponseHeaders()::set);
		byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
		if (reply.manner() == Reply.Manner.WHOLE) {
			exchange.sendResponseHeaders(reply.status(), (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
			return;
		}
		exchange.sendResponseHeaders(reply.status(), body.length + 1L);
		exchange.getResponseBody().write(body);
		exchange.getResponseBody().flush();
		if (reply.manner() == Reply.Manner.STALLED) {
			awaitClose();
		}
	}

	private void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
