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

package io.github.acmeboot.sample.token;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A scope as RFC 6749 writes it: words, in no particular order.
 *
 * @param words the words
 */
public record Scope(Set<String> words) {

	private static final int MAX_LENGTH = 1000;

	private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

	public Scope {
		words = Collections.unmodifiableSet(new TreeSet<>(words));
	}

	/**
	 * Makes a scope of words.
	 * @param words the words
	 * @return the scope
	 * @throws IllegalArgumentException if a word is none
	 */
	public static Scope of(Collection<String> words) {
		if (!words.stream().allMatch((word) -> WORD.matcher(word).matches())) {
			throw new IllegalArgumentException(
					"A scope consists of words of printable ASCII, without quotation marks and backslashes");
		}
		return new Scope(Set.copyOf(words));
	}

	/**
	 * Reads a scope.
	 * @param text words, with a space between them
	 * @return the scope
	 * @throws IllegalArgumentException if it is malformed or too long
	 */
	public static Scope parse(String text) {
		if (text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("A scope has %d characters at most".formatted(MAX_LENGTH));
		}
		return text.isEmpty() ? new Scope(Set.of()) : of(new TreeSet<>(List.of(text.split(" ", -1))));
	}

	/**
	 * Returns whether this scope has everything another one has.
	 * @param other the other one
	 * @return whether it includes it
	 */
	public boolean includes(Scope other) {
		return this.words.containsAll(other.words);
	}

	@Override
	public String toString() {
		return String.join(" ", this.words);
	}

}
