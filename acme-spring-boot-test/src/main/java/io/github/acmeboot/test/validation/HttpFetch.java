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

package io.github.acmeboot.test.validation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Fetches by plain HTTP, from where the resolver says and with the {@code Host} of the
 * URL, which the JDK's own clients do not allow. Follows redirects.
 */
final class HttpFetch {

	private static final int MAX_REDIRECTS = 10;

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Function<String, InetSocketAddress> resolver;

	HttpFetch(Function<String, InetSocketAddress> resolver) {
		this.resolver = resolver;
	}

	Result get(String url) {
		String current = url;
		for (int i = 0; i <= MAX_REDIRECTS; i++) {
			FetchedResponse response = fetch(URI.create(current));
			if (response.location().isEmpty()) {
				return new Result(current, response.status(), response.body());
			}
			current = URI.create(current).resolve(response.location().get()).toString();
			if (!current.startsWith("http://")) {
				throw new ProblemException(ProblemType.CONNECTION,
						"Redirected to " + current + ", but this CA follows http: only");
			}
		}
		throw new ProblemException(ProblemType.CONNECTION, "Too many redirects from " + url);
	}

	private FetchedResponse fetch(URI uri) {
		InetSocketAddress address = this.resolver.apply(uri.getHost());
		try (Socket socket = new Socket()) {
			socket.connect(address, TIMEOUT_MILLIS);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(request(uri).getBytes(StandardCharsets.US_ASCII));
			InputStream input = new BufferedInputStream(socket.getInputStream());
			return FetchedResponse.read(input);
		}
		catch (IOException ex) {
			throw new ProblemException(ProblemType.CONNECTION,
					"Fetching " + uri + " from " + address + ": " + ex.getMessage());
		}
	}

	private String request(URI uri) {
		return "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
				+ "\r\nUser-Agent: acme-test-server\r\nAccept: */*\r\nConnection: close\r\n\r\n";
	}

	/**
	 * What was fetched.
	 *
	 * @param url the URL after all redirects
	 * @param status the status code
	 * @param body the body
	 */
	record Result(String url, int status, String body) {

	}

}
