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

package io.github.acmeboot.store.file;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the value of a key lies. File names have lower-case letters only and none of the
 * characters some file system refuses, so that two keys never share a file. A dot at the
 * start of a segment would hide it, one at its end is lost on Windows, and one before the
 * suffix would make a directory look like a value: they are escaped as well.
 */
final class KeyPath {

	static final String SUFFIX = ".acme";

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._*%:=-]{1,200}(/[A-Za-z0-9._*%:=-]{1,200})*");

	private static final String PLAIN = "._%=-";

	private static final Pattern ESCAPED = Pattern.compile("\\+[0-9a-f]{2}");

	private static final char ESCAPE = '+';

	private KeyPath() {
	}

	static Path resolve(Path directory, String key) {
		return resolve(directory, key, SUFFIX);
	}

	static Path resolve(Path directory, String key, String suffix) {
		if (!KEY.matcher(key).matches()) {
			throw new IllegalArgumentException("'" + key + "' is not a key of the store");
		}
		return directory.resolve(encode(key) + suffix);
	}

	static Path resolvePrefix(Path directory, String prefix) {
		return directory.resolve(encode(prefix));
	}

	/**
	 * Returns the key of a file.
	 * @param directory the directory of the store
	 * @param file a file in it
	 * @return the key, or empty if no value lies there
	 */
	static Optional<String> key(Path directory, Path file) {
		String path = directory.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
		if (!path.endsWith(SUFFIX)) {
			return Optional.empty();
		}
		return Optional.of(decode(path.substring(0, path.length() - SUFFIX.length())))
			.filter((key) -> KEY.matcher(key).matches());
	}

	private static String encode(String key) {
		StringBuilder path = new StringBuilder(key.length());
		for (String segment : key.split("/", -1)) {
			path.append(path.isEmpty() ? "" : "/");
			for (int i = 0; i < segment.length(); i++) {
				char character = segment.charAt(i);
				path.append((isPlain(character) && !isOdd(segment, i)) ? String.valueOf(character) : escape(character));
			}
		}
		return path.toString();
	}

	private static boolean isOdd(String segment, int index) {
		return segment.charAt(index) == '.' && (index == 0 || index == segment.length() - 1
				|| (segment.endsWith(SUFFIX) && index == segment.length() - SUFFIX.length()));
	}

	private static boolean isPlain(char character) {
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')
				|| PLAIN.indexOf(character) >= 0;
	}

	private static String escape(char character) {
		return ESCAPE + HexFormat.of().toHexDigits((byte) character);
	}

	private static String decode(String path) {
		StringBuilder key = new StringBuilder(path.length());
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			if (character == ESCAPE && ESCAPED.matcher(path).region(i, path.length()).lookingAt()) {
				character = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
				i += 2;
			}
			key.append(character);
		}
		return key.toString();
	}

}
