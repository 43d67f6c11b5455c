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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.Identifier;

/**
 * Fetches a page as a CA does for http-01 (RFC 8555 section 8.3): from the address it is
 * told, following redirects to ports 80 and 443, whatever certificate it meets there.
 */
final class HttpFetch {

	private static final int MAX_REDIRECTS = 10;

	private static final int MAX_SIZE = 16 * 1024;

	private final Redirects redirects;

	private final Duration timeout;

	private final long deadline;

	private final List<String> passed = new ArrayList<>();

	/**
	 * Creates a fetch.
	 * @param redirects finds out where to go on
	 * @param timeout the time to connect, and then to be answered in
	 */
	HttpFetch(Redirects redirects, Duration timeout) {
		this.redirects = redirects;
		this.timeout = timeout;
		this.deadline = System.nanoTime() + 2 * timeout.toNanos();
	}

	/**
	 * Fetches a page.
	 * @param address where the host is
	 * @param page what to fetch
	 * @return what is answered in the end
	 * @throws IOException if there is no answer
	 */
	HttpAnswer get(InetSocketAddress address, URI page) throws IOException {
		HttpAnswer answer = exchange(address, page);
		Optional<String> location = answer.location();
		if (location.isEmpty()) {
			return answer;
		}
		URI next = resolve(page, location.get());
		this.passed.add(next.toString());
		if (this.passed.size() > MAX_REDIRECTS) {
			throw new IOException("more than " + MAX_REDIRECTS + " redirects");
		}
		boolean same = next.getHost().equals(page.getHost()) && next.getScheme().equals(page.getScheme())
				&& next.getPort() == page.getPort();
		return get(same ? address : this.redirects.follow(next), next);
	}

	/**
	 * Returns where the fetch was sent on its way.
	 * @return the URLs, made printable
	 */
	List<String> passed() {
		return this.passed.stream().map(PrintableText::of).toList();
	}

	private static URI resolve(URI page, String location) throws IOException {
		try {
			URI next = page.resolve(location);
			boolean web = "http".equals(next.getScheme()) || "https".equals(next.getScheme());
			if (web && next.getHost() != null && next.getRawUserInfo() == null) {
				return next;
			}
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("a redirect to '" + PrintableText.of(location) + "', which is no URL", ex);
		}
		throw new IOException("a redirect to '" + PrintableText.of(location) + "', which no CA follows");
	}

	private HttpAnswer exchange(InetSocketAddress address, URI page) throws IOException {
		try {
			return Connection.hold(address, this.timeout, Duration.ofMillis(left()), (socket) -> {
				boolean https = "https".equals(page.getScheme());
				return ask(https ? Connection.shakeHands(socket, page.getHost()) : socket, page);
			});
		}
		catch (RuntimeException ex) {
			throw new IOException("an answer that cannot be read: " + ex, ex);
		}
	}

	private HttpAnswer ask(Socket socket, URI page) throws IOException {
		String path = page.getRawPath() + ((page.getRawQuery() != null) ? "?" + page.getRawQuery() : "");
		socket.getOutputStream()
			.write(("GET " + (path.startsWith("/") ? path : "/" + path) + " HTTP/1.1\r\nHost: " + page.getRawAuthority()
					+ "\r\nUser-Agent: acme-spring-boot-starter (doctor)\r\nAccept: */*\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.ISO_8859_1));
		return read(socket);
	}

	private HttpAnswer read(Socket socket) throws IOException {
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] buffer = new byte[2048];
		InputStream input = socket.getInputStream();
		HttpAnswer answer = null;
		while (read.size() < MAX_SIZE && (answer == null || !answer.isComplete())) {
			socket.setSoTimeout(left());
			int count = input.read(buffer);
			if (count < 0) {
				break;
			}
			read.write(buffer, 0, count);
			answer = HttpAnswer.parse(read.toByteArray());
		}
		if (answer == null) {
			throw new IOException("closed without an answer");
		}
		return answer;
	}

	private int left() throws SocketTimeoutException {
		long millis = (this.deadline - System.nanoTime()) / 1_000_000;
		if (millis <= 0) {
			throw new SocketTimeoutException("no time left");
		}
		return Math.toIntExact(millis);
	}

	/**
	 * Finds out where a redirect leads.
	 */
	@FunctionalInterface
	interface Redirects {

		/**
		 * Finds the address of a redirect.
		 * @param page where it leads
		 * @return the address and port
		 * @throws IOException if there is none, or a CA would not follow
		 */
		InetSocketAddress follow(URI page) throws IOException;

		static Identifier host(URI page) throws IOException {
			try {
				String host = page.getHost();
				return Identifier.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
			}
			catch (IllegalArgumentException ex) {
				throw new IOException("a redirect to '" + PrintableText.of(page.getHost()) + "', which is no host", ex);
			}
		}

	}

}
