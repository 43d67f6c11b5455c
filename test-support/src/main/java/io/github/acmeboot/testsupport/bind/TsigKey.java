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

package io.github.acmeboot.testsupport.bind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that signs updates.
 *
 * @param name its name
 * @param algorithm its algorithm, such as {@code hmac-sha256}
 * @param secret its secret, base64
 */
public record TsigKey(String name, String algorithm, String secret) {

	private static final Pattern SECRET = Pattern.compile("secret \"([^\"]+)\"");

	/**
	 * Has BIND generate a key.
	 * @param name its name
	 * @return the key
	 */
	public static TsigKey generate(String name) {
		return generate(name, "hmac-sha256");
	}

	/**
	 * Has BIND generate a key.
	 * @param name its name
	 * @param algorithm its algorithm
	 * @return the key
	 */
	public static TsigKey generate(String name, String algorithm) {
		try {
			Process process = new ProcessBuilder(BindProgram.require("tsig-keygen"), "-a", algorithm, name).start();
			Matcher matcher = SECRET
				.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
			if (!matcher.find()) {
				throw new IllegalStateException("There is no secret in what tsig-keygen says");
			}
			return new TsigKey(name, algorithm, matcher.group(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String statement() {
		return "key \"%s\" { algorithm %s; secret \"%s\"; };%n".formatted(this.name, this.algorithm, this.secret);
	}

}
