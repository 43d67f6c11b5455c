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

package io.github.acmeboot.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.acmeboot.testsupport.FreePort;

/**
 * Passes the requests of clients on to an S3 server, or does not. Requests for the same
 * object are passed on one after the other, because S3 promises that a conditional write
 * is atomic and the server behind looks first and writes then.
 */
public final class S3Faults implements AutoCloseable {

	private static final Set<String> OWN_HEADERS = Set.of("host", "connection", "content-length", "expect", "upgrade",
			"transfer-encoding");

	static {
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Map<String, Object> objects = new ConcurrentHashMap<>();

	private final URI backend;

	private final int port;

	private volatile Fault fault = (request, server) -> server.answer();

	private volatile HttpServer server;

	private volatile ExecutorService threads;

	S3Faults(int backendPort) throws IOException {
		this.backend = URI.create("http://127.0.0.1:" + backendPort);
		this.threads = Executors.newCachedThreadPool();
		this.server = listen(FreePort.next());
		this.port = this.server.getAddress().getPort();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/**
	 * Returns what clients asked for.
	 * @return the requests, such as {@code PUT /bucket/key}
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Passes everything on.
	 */
	public void none() {
		become((request, server) -> server.answer());
	}

	/**
	 * Answers some requests with an error, without passing them on.
	 * @param requests which ones
	 * @param status the HTTP status
	 * @param code the S3 error code
	 */
	public void fail(Predicate<String> requests, int status, String code) {
		become((request, server) -> requests.test(request) ? Answer.error(status, code) : server.answer());
	}

	/**
	 * Carries some requests out, but drops the connection in place of the answer.
	 * @param requests which ones
	 */
	public void loseAnswers(Predicate<String> requests) {
		become((request, server) -> {
			Answer answer = server.answer();
			return requests.test(request) ? Answer.NONE : answer;
		});
	}

	/**
	 * Carries some requests out, but answers them with an error.
	 * @param requests which ones
	 * @param status the HTTP status
	 * @param code the S3 error code
	 */
	public void falsify(Predicate<String> requests, int status, String code) {
		become((request, server) -> {
			Answer answer = server.answer();
			return requests.test(request) ? Answer.error(status, code) : answer;
		});
	}

	/**
	 * Passes requests on late.
	 * @param requests which ones
	 * @param delay how long they are kept
	 */
	public void delay(Predicate<String> requests, Duration delay) {
		CountDownLatch never = new CountDownLatch(1);
		become((request, server) -> {
			if (requests.test(request)) {
				await(never, delay);
			}
			return server.answer();
		});
	}

	/**
	 * Does anything.
	 * @param fault what to do
	 */
	public void become(Fault fault) {
		this.fault = fault;
	}

	void stop() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	void restart() {
		this.threads = Executors.newCachedThreadPool();
		try {
			this.server = listen(this.port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		stop();
	}

	private HttpServer listen(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
		server.createContext("/", this::handle);
		server.setExecutor(this.threads);
		server.start();
		return server;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
			this.requests.add(request);
			Answer answer = this.fault.answer(request, () -> passOn(exchange, body));
			if (answer.status() > 0) {
				answer.send(exchange);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Answer passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.backend.resolve(exchange.getRequestURI()))
			.method(exchange.getRequestMethod(), (body.length > 0) ? HttpRequest.BodyPublishers.ofByteArray(body)
					: HttpRequest.BodyPublishers.noBody());
		exchange.getRequestHeaders()
			.forEach((name, values) -> values.stream()
				.filter((value) -> !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
				.forEach((value) -> request.header(name, value)));
		synchronized (this.objects.computeIfAbsent(exchange.getRequestURI().getPath(), (path) -> new Object())) {
			return new Answer(this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
		}
	}

	private static void await(CountDownLatch latch, Duration delay) throws InterruptedException {
		if (latch.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IllegalStateException("Nobody counts it down");
		}
	}

	/**
	 * What becomes of a request.
	 */
	@FunctionalInterface
	public interface Fault {

		/**
		 * Answers a request.
		 * @param request the request, such as {@code PUT /bucket/key}
		 * @param server what carries the request out
		 * @return the answer
		 * @throws IOException if the connection breaks
		 * @throws InterruptedException if the server is stopped
		 */
		Answer answer(String request, Server server) throws IOException, InterruptedException;

	}

	/**
	 * The server behind.
	 */
	@FunctionalInterface
	public interface Server {

		/**
		 * Carries the request out.
		 * @return the answer
		 * @throws IOException if the connection breaks
		 * @throws InterruptedException if the server is stopped
		 */
		Answer answer() throws IOException, InterruptedException;

	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status; without one the connection is dropped
	 * @param headers the headers
	 * @param body the body
	 */
	public record Answer(int status, HttpHeaders headers, byte[] body) {

		/**
		 * No answer: the connection is dropped.
		 */
		public static final Answer NONE = new Answer(0, none(), new byte[0]);

		private Answer(HttpResponse<byte[]> response) {
			this(response.statusCode(), response.headers(), response.body());
		}

		/**
		 * Makes an error.
		 * @param status the HTTP status
		 * @param code the S3 error code
		 * @return the answer
		 */
		public static Answer error(int status, String code) {
			String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
					+ "</Message></Error>";
			return new Answer(status, none(), xml.getBytes(StandardCharsets.UTF_8));
		}

		private static HttpHeaders none() {
			return HttpHeaders.of(Map.of(), (name, value) -> true);
		}

		private void send(HttpExchange exchange) throws IOException {
			this.headers.map().forEach((name, values) -> {
				if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
					exchange.getResponseHeaders().put(name, values);
				}
			});
			if (exchange.getRequestMethod().equals("HEAD")) {
				this.headers.firstValue("content-length")
					.ifPresent((length) -> exchange.getResponseHeaders().set("Content-Length", length));
				exchange.sendResponseHeaders(this.status, -1);
				return;
			}
			exchange.sendResponseHeaders(this.status, (this.body.length > 0) ? this.body.length : -1);
			exchange.getResponseBody().write(this.body);
		}

	}

}
