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
 * An answer of HTTP/1.1 on a connection that is closed after it.
 *
 * @param status the status code
 * @param headers the headers by lower-case name
 * @param body the body
 */
record FetchedResponse(int status, Map<String, String> headers, String body) {

	private static final int MAX = 64 * 1024;

	static FetchedResponse read(InputStream input) throws IOException {
		String[] statusLine = line(input).split(" ", 3);
		if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
			throw new IOException("the answer is not HTTP");
		}
		Map<String, String> headers = new HashMap<>();
		for (String line = line(input); !line.isEmpty(); line = line(input)) {
			int colon = Math.max(0, line.indexOf(':'));
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
		}
		return new FetchedResponse(Integer.parseInt(statusLine[1]), headers, body(input, headers));
	}

	Optional<String> location() {
		boolean redirect = this.status / 100 == 3;
		return redirect ? Optional.ofNullable(this.headers.get("location")) : Optional.empty();
	}

	private static String body(InputStream input, Map<String, String> headers) throws IOException {
		if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
			return chunked(input);
		}
		int length = Integer.parseInt(headers.getOrDefault("content-length", String.valueOf(MAX)));
		return new String(input.readNBytes(Math.min(length, MAX)), StandardCharsets.UTF_8);
	}

	private static String chunked(InputStream input) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int size = Integer.parseInt(line(input).split(";")[0].trim(), 16);
		while (size > 0 && body.size() < MAX) {
			body.write(input.readNBytes(size));
			line(input);
			size = Integer.parseInt(line(input).split(";")[0].trim(), 16);
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	private static String line(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int read = input.read(); read != '\n'; read = input.read()) {
			if (read < 0 || line.size() > MAX) {
				throw new EOFException("the answer ends early");
			}
			line.write(read);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

}
