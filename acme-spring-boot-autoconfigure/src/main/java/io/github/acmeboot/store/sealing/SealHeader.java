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

package io.github.acmeboot.store.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sealed value begins with, in clear: a line with the number of the format and the
 * id of the key.
 *
 * @param format the number of the format
 * @param keyId the id of the key
 */
record SealHeader(String format, String keyId) {

	static final String FORMAT = "1";

	private static final byte[] MAGIC = "acme-sealed ".getBytes(StandardCharsets.US_ASCII);

	private static final int MAX_LENGTH = 100;

	private static final Pattern HEADER = Pattern.compile("acme-sealed ([0-9]{1,4}) ([A-Za-z0-9._-]{1,64})");

	static SealHeader of(String keyId) {
		return new SealHeader(FORMAT, keyId);
	}

	/**
	 * Returns whether something is, or once was, a sealed value.
	 * @param content what is stored
	 * @return whether it begins like one
	 */
	static boolean isSealed(byte[] content) {
		return content.length >= MAGIC.length && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
	}

	/**
	 * Reads the header.
	 * @param content what is stored
	 * @return the header, or empty if it is damaged
	 */
	static Optional<SealHeader> parse(byte[] content) {
		int end = 0;
		while (end < content.length && end < MAX_LENGTH && content[end] != '\n') {
			end++;
		}
		Matcher header = HEADER.matcher(new String(content, 0, end, StandardCharsets.US_ASCII));
		return (end < content.length && content[end] == '\n' && header.matches())
				? Optional.of(new SealHeader(header.group(1), header.group(2))) : Optional.empty();
	}

	byte[] toBytes() {
		return ("acme-sealed " + this.format + " " + this.keyId + "\n").getBytes(StandardCharsets.US_ASCII);
	}

}
