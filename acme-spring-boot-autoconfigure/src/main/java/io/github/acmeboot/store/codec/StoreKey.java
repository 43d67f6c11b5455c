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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes keys of the store out of names. What a key cannot hold is percent-encoded, and
 * what would be too long for a segment ends in a digest.
 */
public final class StoreKey {

	private static final int MAX_LENGTH = 200;

	private static final int KEPT_LENGTH = 130;

	private static final String PLAIN = "._*=-";

	private StoreKey() {
	}

	/**
	 * Makes a key.
	 * @param kind the first segment
	 * @param names what the other segments are made from
	 * @return the key
	 */
	public static String of(String kind, String... names) {
		StringBuilder key = new StringBuilder(kind);
		for (String name : names) {
			key.append('/').append(segment(name));
		}
		return key.toString();
	}

	/**
	 * Returns the name a segment was made from.
	 * @param segment the segment
	 * @return the name, unless it was too long
	 */
	public static String name(String segment) {
		return URLDecoder.decode(segment, StandardCharsets.UTF_8);
	}

	/**
	 * Makes one segment of a key.
	 * @param name what it is made from
	 * @return the segment
	 */
	public static String segment(String name) {
		if (name.isEmpty()) {
			throw new IllegalArgumentException("A name to store something under must not be empty");
		}
		String encoded = name.chars().allMatch((character) -> character == '.') ? name.replace(".", "%2e")
				: encode(name);
		return (encoded.length() <= MAX_LENGTH) ? encoded : encoded.substring(0, KEPT_LENGTH) + "=" + digest(name);
	}

	private static String encode(String name) {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
			if (isPlain((char) octet)) {
				encoded.append((char) octet);
			}
			else {
				encoded.append('%').append(HexFormat.of().toHexDigits(octet));
			}
		}
		return encoded.toString();
	}

	private static boolean isPlain(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || PLAIN.indexOf(character) >= 0;
	}

	private static String digest(String name) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
