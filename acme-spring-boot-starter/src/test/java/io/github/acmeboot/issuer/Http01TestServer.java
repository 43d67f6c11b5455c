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

package io.github.acmeboot.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;

/**
 * Answers http-01 challenges on a port of its own.
 */
class Http01TestServer implements ChallengeSolver, AutoCloseable {

	private static final String PATH = "/.well-known/acme-challenge/";

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final List<String> presented = new CopyOnWriteArrayList<>();

	private final List<Instant> expiries = new CopyOnWriteArrayList<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpServer server;

	private @Nullable HttpServer byIpv6;

	private final AtomicLong presentedAt = new AtomicLong();

	private final AtomicLong fetchedAt = new AtomicLong();

	private volatile boolean answering = true;

	private volatile Duration settlingTime = Duration.ZERO;

	Http01TestServer() {
		this(0);
	}

	Http01TestServer(int port) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext(PATH, this::handle);
		this.server.start();
	}

	/**
	 * Answers at the loopback address of IPv6, too.
	 * @return this server
	 */
	Http01TestServer alsoByIpv6() {
		try {
			HttpServer other = HttpServer.create(new InetSocketAddress("::1", port()), 100);
			other.setExecutor(this.executor);
			other.createContext(PATH, this::handle);
			other.start();
			this.byIpv6 = other;
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	void answering(boolean answering) {
		this.answering = answering;
	}

	void settlingTime(Duration settlingTime) {
		this.settlingTime = settlingTime;
	}

	/**
	 * Returns how long the CA has waited before it fetched an answer.
	 * @return the time from the last answer that was presented to the last one fetched
	 */
	Duration untilFetched() {
		return Duration.ofNanos(this.fetchedAt.get() - this.presentedAt.get());
	}

	List<String> presented() {
		return this.presented;
	}

	List<Instant> expiries() {
		return this.expiries;
	}

	int open() {
		return this.answers.size();
	}

	@Override
	public String type() {
		return "http-01";
	}

	@Override
	public boolean supports(Identifier identifier) {
		return !identifier.isWildcard();
	}

	@Override
	public PresentedChallenge present(ChallengeRequest challenge) {
		this.presented.add(challenge.identifier().value());
		this.expiries.add(challenge.expires());
		Answer answer = new Answer(challenge);
		this.answers.put(challenge.token(), answer);
		this.presentedAt.set(System.nanoTime());
		return answer;
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.fetchedAt.set(System.nanoTime());
		Answer answer = this.answers.get(exchange.getRequestURI().getPath().substring(PATH.length()));
		if (answer == null || !this.answering) {
			exchange.sendResponseHeaders(404, -1);
		}
		else {
			byte[] body = answer.challenge.keyAuthorization().getBytes(StandardCharsets.US_ASCII);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			answer.listeners.forEach(Runnable::run);
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		if (this.byIpv6 != null) {
			this.byIpv6.stop(0);
		}
		this.executor.shutdownNow();
	}

	private final class Answer implements PresentedChallenge {

		private final ChallengeRequest challenge;

		private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

		private Answer(ChallengeRequest challenge) {
			this.challenge = challenge;
		}

		@Override
		public void onFetched(Runnable listener) {
			this.listeners.add(listener);
		}

		@Override
		public Duration settlingTime() {
			return Http01TestServer.this.settlingTime;
		}

		@Override
		public void close() {
			Http01TestServer.this.answers.remove(this.challenge.token(), this);
		}

	}

}
