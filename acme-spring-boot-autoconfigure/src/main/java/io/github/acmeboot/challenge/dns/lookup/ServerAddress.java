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

package io.github.acmeboot.challenge.dns.lookup;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The address of a name server as a person writes it.
 *
 * @param host the name or address of the host
 * @param port its port
 */
public record ServerAddress(String host, int port) {

	/**
	 * The port of DNS.
	 */
	public static final int DEFAULT_PORT = 53;

	private static final int MAX_PORT = 65535;

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?");

	private static final Pattern BRACKETS = Pattern.compile("\\[(" + IPV6.pattern() + ")\\](?::(\\d{1,5}))?");

	private static final Pattern HOST = Pattern.compile("([\\w.-]+)(?::(\\d{1,5}))?");

	/**
	 * Reads an address.
	 * @param text {@code host}, {@code host:port}, {@code [v6]:port} or an IPv6 address
	 * @return the address
	 * @throws IllegalArgumentException if it is something else
	 */
	public static ServerAddress of(String text) {
		String trimmed = text.trim();
		if (IPV6.matcher(trimmed).matches()) {
			return new ServerAddress(trimmed, DEFAULT_PORT);
		}
		Matcher brackets = BRACKETS.matcher(trimmed);
		if (brackets.matches()) {
			return new ServerAddress(brackets.group(1), port(text, brackets.group(brackets.groupCount())));
		}
		Matcher host = HOST.matcher(trimmed);
		if (host.matches()) {
			return new ServerAddress(host.group(1), port(text, host.group(2)));
		}
		throw invalid(text);
	}

	private static int port(String text, @Nullable String port) {
		if (port == null) {
			return DEFAULT_PORT;
		}
		int number = Integer.parseInt(port);
		if (number < 1 || number > MAX_PORT) {
			throw invalid(text);
		}
		return number;
	}

	private static IllegalArgumentException invalid(String text) {
		return new IllegalArgumentException("'" + text + "' is not the address of a name server");
	}

	InetSocketAddress resolve() {
		return new InetSocketAddress(this.host, this.port);
	}

	@Override
	public String toString() {
		return (this.host.indexOf(':') >= 0) ? "[" + this.host + "]:" + this.port : this.host + ":" + this.port;
	}

}
