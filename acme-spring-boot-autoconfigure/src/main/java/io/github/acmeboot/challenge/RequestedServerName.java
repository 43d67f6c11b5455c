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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.acmeboot.Identifier;

/**
 * Reads the server name a CA asks for in a TLS handshake. It asks for an IP address by
 * the name of its reverse mapping (RFC 8738 section 6).
 */
final class RequestedServerName {

	private static final Pattern IPV4 = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3})\\.in-addr\\.arpa");

	private static final Pattern IPV6 = Pattern.compile("((?:[0-9a-f]\\.){31}[0-9a-f])\\.ip6\\.arpa");

	private static final Pattern GROUP = Pattern.compile("(....)(?!$)");

	private RequestedServerName() {
	}

	/**
	 * Reads a server name.
	 * @param name the name, in any case
	 * @return what a certificate for it would be for, or empty if that cannot be
	 */
	static Optional<Identifier> identifier(String name) {
		try {
			Identifier identifier = Identifier.of(address(name.toLowerCase(Locale.ROOT)));
			return Optional.of(identifier).filter((candidate) -> !candidate.isWildcard());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static String address(String name) {
		Matcher ipv4 = IPV4.matcher(name);
		if (ipv4.matches()) {
			return reversed(ipv4.group(1), ".");
		}
		Matcher ipv6 = IPV6.matcher(name);
		return ipv6.matches() ? GROUP.matcher(reversed(ipv6.group(1), "")).replaceAll("$1:") : name;
	}

	private static String reversed(String labels, String delimiter) {
		List<String> reversed = new ArrayList<>(Arrays.asList(labels.split("\\.")));
		Collections.reverse(reversed);
		return String.join(delimiter, reversed);
	}

}
