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

package io.github.acmeboot.challenge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;

/**
 * Reads the host a request is for.
 */
public final class RequestedHost {

	private static final Pattern HOST = Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^\\[\\]:/?#@ ]+))(?::\\d*)?");

	private RequestedHost() {
	}

	/**
	 * Reads the host from a {@code Host} header or from what a server made of it.
	 * @param host a DNS name, IPv4 address or IPv6 address in brackets, possibly with a
	 * port
	 * @return what a certificate for that host would be for, or empty if that cannot be
	 */
	public static Optional<Identifier> identifier(@Nullable String host) {
		Matcher matcher = HOST.matcher((host != null) ? host : "");
		if (!matcher.matches()) {
			return Optional.empty();
		}
		try {
			String address = matcher.group(1);
			Identifier identifier = Identifier.of((address != null) ? address : matcher.group(2));
			return Optional.of(identifier).filter((candidate) -> !candidate.isWildcard());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
