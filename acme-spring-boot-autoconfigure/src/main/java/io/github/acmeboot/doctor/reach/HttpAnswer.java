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

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has answered to an HTTP request, as far as it was read.
 *
 * @param status the status, or zero if it is not HTTP
 * @param headers the headers, by their name in lower case
 * @param body the beginning of the body
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {

	private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: [^\r\n]*)?");

	private static final String END_OF_HEAD = "\r\n\r\n";

	private static final int HEXADECIMAL = 16;

	static HttpAnswer parse(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int end = text.indexOf(END_OF_HEAD);
		String[] head = ((end < 0) ? text : text.substring(0, end)).split("\r\n");
		Matcher status = STATUS.matcher(head[0]);
		if (end < 0 || !status.matches()) {
			return new HttpAnswer(0, Map.of(), text);
		}
		Map<String, String> headers = headers(head);
		String body = text.substring(end + END_OF_HEAD.length());
		boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
		return new HttpAnswer(Integer.parseInt(status.group(1)), headers, chunked ? unchunk(body) : body);
	}

	private static Map<String, String> headers(String[] head) {
		Map<String, String> headers = new TreeMap<>();
		for (String line : head) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				headers.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT),
						line.substring(colon + 1).strip());
			}
		}
		return headers;
	}

	private static String unchunk(String body) {
		StringBuilder whole = new StringBuilder();
		int position = 0;
		for (int size = size(body, position); size > 0; size = size(body, position)) {
			int start = body.indexOf("\r\n", position) + 2;
			int end = start + Math.min(size, body.length() - start);
			whole.append(body, start, end);
			position = Math.min(body.length(), end + 2);
		}
		return whole.toString();
	}

	private static int size(String body, int position) {
		int end = body.indexOf("\r\n", position);
		try {
			return (end < 0) ? 0 : Integer.parseInt(body.substring(position, end).split(";")[0].strip(), HEXADECIMAL);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Returns whether all of the body was read that is announced.
	 * @return whether there is nothing to wait for
	 */
	boolean isComplete() {
		String length = this.headers.get("content-length");
		return this.status > 0 && length != null && length.equals(String.valueOf(this.body.length()));
	}

	/**
	 * Returns where the request is sent instead.
	 * @return the location, or empty if this is no redirect
	 */
	Optional<String> location() {
		return switch (this.status) {
			case 301, 302, 303, 307, 308 -> Optional.ofNullable(this.headers.get("location"));
			default -> Optional.empty();
		};
	}

	/**
	 * Describes the answer, without anything that it says itself.
	 * @return the status
	 */
	String ownWords() {
		return (this.status == 0) ? "something that is not HTTP" : "status " + this.status;
	}

	/**
	 * Describes the answer.
	 * @return status, server and the beginning of the body, made printable
	 */
	@Override
	public String toString() {
		String begin = this.body.isBlank() ? "" : " and '" + PrintableText.of(this.body) + "'";
		String server = Optional.ofNullable(this.headers.get("server"))
			.map((name) -> " of the server '" + PrintableText.of(name) + "'")
			.orElse("");
		return ownWords() + server + begin;
	}

}
