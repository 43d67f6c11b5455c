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

package io.github.acmeboot.sample.system;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;

/**
 * Clients that get one token after the other, each with a connection of its own, until
 * nobody listens any more.
 */
final class Load implements AutoCloseable {

	private static final int CLIENTS = 8;

	private static final int TIMEOUT_MILLIS = 30_000;

	private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

	private static final String BODY = "grant_type=client_credentials";

	private final List<String> tokens = new CopyOnWriteArrayList<>();

	private final List<String> refusals = new CopyOnWriteArrayList<>();

	private final List<String> losses = new CopyOnWriteArrayList<>();

	private final AtomicInteger unsent = new AtomicInteger();

	private final List<Thread> clients;

	private final SSLContext context;

	private final int port;

	private volatile boolean over;

	Load(SSLContext context, int port) {
		this.context = context;
		this.port = port;
		this.clients = IntStream.range(0, CLIENTS)
			.mapToObj((number) -> new Thread(this::run, "load-" + number))
			.toList();
		this.clients.forEach(Thread::start);
	}

	private void run() {
		while (!this.over) {
			try (Socket plain = new Socket()) {
				plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), TIMEOUT_MILLIS);
				plain.setSoTimeout(TIMEOUT_MILLIS);
				SSLSocket socket = (SSLSocket) this.context.getSocketFactory()
					.createSocket(plain, "localhost", this.port, true);
				socket.startHandshake();
				ask(socket);
			}
			catch (IOException ex) {
				this.unsent.incrementAndGet();
				this.over = true;
			}
		}
	}

	private void ask(SSLSocket socket) {
		try {
			socket.getOutputStream().write(request());
			answered(read(socket.getInputStream()));
		}
		catch (IOException ex) {
			this.losses.add(ex.toString());
		}
	}

	private static byte[] request() {
		String credentials = Base64.getEncoder().encodeToString("shop:shopshop".getBytes(StandardCharsets.UTF_8));
		return ("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
				+ credentials + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
				+ BODY.length() + "\r\n\r\n" + BODY)
			.getBytes(StandardCharsets.US_ASCII);
	}

	private static String read(InputStream input) throws IOException {
		return new String(input.readAllBytes(), StandardCharsets.UTF_8);
	}

	private void answered(String response) {
		Matcher token = TOKEN.matcher(response);
		if (token.find()) {
			this.tokens.add(token.group(1));
		}
		else {
			(response.isEmpty() ? this.losses : this.refusals).add(response);
		}
	}

	/**
	 * Waits until some tokens have been issued.
	 * @param number how many
	 */
	void awaitTokens(int number) {
		Awaitility.await().atMost(SampleIT.PATIENCE).until(() -> this.tokens.size() >= number);
	}

	/**
	 * Waits until nobody listens any more.
	 */
	void awaitEnd() {
		Awaitility.await().atMost(SampleIT.PATIENCE).until(() -> this.clients.stream().noneMatch(Thread::isAlive));
	}

	/**
	 * Returns the tokens that clients got.
	 * @return the tokens
	 */
	List<String> tokens() {
		return List.copyOf(this.tokens);
	}

	/**
	 * Returns the answers without a token.
	 * @return the responses
	 */
	List<String> refusals() {
		return List.copyOf(this.refusals);
	}

	/**
	 * Returns what became of requests that were sent and not answered.
	 * @return the exceptions
	 */
	List<String> losses() {
		return List.copyOf(this.losses);
	}

	@Override
	public void close() {
		this.over = true;
	}

}
