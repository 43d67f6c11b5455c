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

package io.github.acmeboot.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers http-01 for the tests.
 */
final class ChallengeResponder implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final List<String> hosts = new CopyOnWriteArrayList<>();

	ChallengeResponder() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/.well-known/acme-challenge/", this::answer);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	List<String> hosts() {
		return this.hosts;
	}

	void answer(String token, String answer) {
		this.answers.put(token, answer);
	}

	void redirect(String from, String to) {
		this.server.createContext(from, (exchange) -> {
			exchange.getResponseHeaders().set("Location", to);
			exchange.sendResponseHeaders(302, -1);
			exchange.close();
		});
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.hosts.add(exchange.getRequestHeaders().getFirst("Host"));
		String path = exchange.getRequestURI().getPath();
		String answer = this.answers.get(path.substring(path.lastIndexOf('/') + 1));
		byte[] body = ((answer != null) ? answer : "nothing").getBytes(StandardCharsets.US_ASCII);
		exchange.sendResponseHeaders((answer != null) ? 200 : 404, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
