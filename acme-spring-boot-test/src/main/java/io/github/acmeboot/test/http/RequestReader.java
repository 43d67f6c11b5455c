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

package io.github.acmeboot.test.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads requests of HTTP/1.1, the bodies of which have a length.
 */
final class RequestReader {

	private static final int MAX_LINE = 8 * 1024;

	private static final int MAX_BODY = 1024 * 1024;

	private final InputStream input;

	RequestReader(InputStream input) {
		this.input = input;
	}

	/**
	 * Reads the next request.
	 * @return the request, or empty at the end of the connection
	 * @throws IOException if it is none
	 */
	Optional<ServerRequest> read() throws IOException {
		Optional<String> requestLine = line();
		if (requestLine.isEmpty()) {
			return Optional.empty();
		}
		String[] words = requestLine.get().split(" ");
		if (words.length != 3) {
			throw new IOException("Not a request line: " + requestLine.get());
		}
		Map<String, String> headers = headers();
		return Optional.of(new ServerRequest(words[0], path(words[1]), headers, body(headers)));
	}

	private String path(String target) {
		int query = target.indexOf('?');
		return (query < 0) ? target : target.substring(0, query);
	}

	private Map<String, String> headers() throws IOException {
		Map<String, String> headers = new HashMap<>();
		String line = line().orElseThrow(EOFException::new);
		while (!line.isEmpty()) {
			int colon = line.indexOf(':');
			if (colon < 1) {
				throw new IOException("Not a header: " + line);
			}
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
			line = line().orElseThrow(EOFException::new);
		}
		return headers;
	}

	private byte[] body(Map<String, String> headers) throws IOException {
		int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
		if (length > MAX_BODY || headers.containsKey("transfer-encoding")) {
			throw new IOException("The body must have a length of no more than " + MAX_BODY + " bytes");
		}
		byte[] body = this.input.readNBytes(length);
		if (body.length < length) {
			throw new EOFException();
		}
		return body;
	}

	private Optional<String> line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int read = this.input.read();
		if (read < 0) {
			return Optional.empty();
		}
		while (read != '\n') {
			if (read < 0 || line.size() > MAX_LINE) {
				throw new IOException("The line does not end");
			}
			line.write(read);
			read = this.input.read();
		}
		return Optional.of(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
	}

}
