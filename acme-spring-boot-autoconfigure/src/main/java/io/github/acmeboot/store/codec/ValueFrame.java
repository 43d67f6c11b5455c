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

package io.github.acmeboot.store.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.acmeboot.store.StoredValue;

/**
 * A value as it lies where only bytes are kept, such as in a file: a header line with
 * version, fence, length and checksum, then the content.
 *
 * @param value the value
 * @param fence the highest fence it was written under
 */
public record ValueFrame(StoredValue value, long fence) {

	private static final int MAX_HEADER_LENGTH = 200;

	private static final Pattern HEADER = Pattern
		.compile("(acme-store 1 ([0-9a-z-]{1,64}) ([0-9]{1,19}) ([0-9]{1,10})) ([0-9a-f]{64})");

	/**
	 * Returns the value with its header.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		byte[] content = this.value.content();
		String described = "acme-store 1 " + this.value.version() + " " + this.fence + " " + content.length;
		byte[] header = (described + " " + checksum(described, content) + "\n").getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(header.length + content.length).put(header).put(content).array();
	}

	/**
	 * Reads a value with its header.
	 * @param bytes the bytes
	 * @return the value, or empty if it is not one: torn, altered or foreign
	 */
	public static Optional<ValueFrame> parse(byte[] bytes) {
		int end = headerLength(bytes);
		Matcher header = HEADER.matcher(new String(bytes, 0, end, StandardCharsets.US_ASCII));
		if (end == bytes.length || !header.matches()) {
			return Optional.empty();
		}
		byte[] content = Arrays.copyOfRange(bytes, end + 1, bytes.length);
		if (!String.valueOf(content.length).equals(header.group(4))
				|| !checksum(header.group(1), content).equals(header.group(5))) {
			return Optional.empty();
		}
		return Optional.of(new ValueFrame(new StoredValue(content, header.group(2)), Long.parseLong(header.group(3))));
	}

	/**
	 * Returns what identifies bytes that are not a value.
	 * @param bytes the bytes
	 * @return a version
	 */
	public static String unreadableVersion(byte[] bytes) {
		return "unreadable-" + HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
	}

	private static int headerLength(byte[] bytes) {
		int end = 0;
		while (end < bytes.length && end < MAX_HEADER_LENGTH && bytes[end] != '\n') {
			end++;
		}
		return end;
	}

	private static String checksum(String header, byte[] content) {
		MessageDigest digest = sha256();
		digest.update(header.getBytes(StandardCharsets.US_ASCII));
		return HexFormat.of().formatHex(digest.digest(content));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
