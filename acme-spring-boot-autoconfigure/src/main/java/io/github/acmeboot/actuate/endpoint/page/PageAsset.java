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

package io.github.acmeboot.actuate.endpoint.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * What stands in the page as it is: one style sheet and one script.
 */
enum PageAsset {

	/**
	 * The style sheet.
	 */
	STYLE("page.css"),

	/**
	 * The script.
	 */
	SCRIPT("page.js");

	private final String content;

	private final String hash;

	PageAsset(String file) {
		this.content = read(file);
		this.hash = hash(this.content);
	}

	String content() {
		return this.content;
	}

	/**
	 * Returns what a content security policy names it by.
	 * @return the source expression
	 */
	String source() {
		return "'sha256-" + this.hash + "'";
	}

	private static String read(String file) {
		try (InputStream stream = Objects.requireNonNull(PageAsset.class.getResourceAsStream(file), file)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String hash(String content) {
		try {
			return Base64.getEncoder()
				.encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
