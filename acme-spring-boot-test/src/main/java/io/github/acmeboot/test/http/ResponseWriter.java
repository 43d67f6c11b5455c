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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers of HTTP/1.1, each in one piece.
 */
final class ResponseWriter {

	private final OutputStream output;

	ResponseWriter(OutputStream output) {
		this.output = output;
	}

	void write(ServerRequest request, ServerResponse response) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(head(response).getBytes(StandardCharsets.ISO_8859_1));
		if (!"HEAD".equals(request.method())) {
			bytes.write(response.body(), 0, length(response));
		}
		bytes.writeTo(this.output);
		this.output.flush();
	}

	private int length(ServerResponse response) {
		int length = response.body().length;
		return (response.delivery() == ServerResponse.Delivery.STALLED) ? length / 2 : length;
	}

	private String head(ServerResponse response) {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
		response.headers()
			.forEach((name, values) -> values.forEach((value) -> head.append(name + ": " + value + "\r\n")));
		if (response.status() != 204) {
			head.append("Content-Length: " + response.body().length + "\r\n");
		}
		return head.append("\r\n").toString();
	}

}
