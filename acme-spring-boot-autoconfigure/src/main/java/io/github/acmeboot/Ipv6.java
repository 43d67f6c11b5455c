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

package io.github.acmeboot;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Writes IPv6 addresses as RFC 5952 wants them, without ever asking a name server.
 */
final class Ipv6 {

	private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:]+(\\.[0-9.]+)?");

	private static final Pattern HEX_DIGITS_COLONS_AND_DOTS = Pattern.compile("[0-9a-fA-F:.]+");

	private Ipv6() {
	}

	static boolean isMeant(String text) {
		return text.indexOf(':') >= 0 && HEX_DIGITS_COLONS_AND_DOTS.matcher(text).matches();
	}

	static String canonical(String text) {
		if (!LITERAL.matcher(text).matches()) {
			throw new IllegalArgumentException("'" + text + "' is not an IP address");
		}
		try {
			if (InetAddress.getByName(text) instanceof Inet6Address address) {
				return compress(address.getAddress());
			}
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'" + text + "' is not an IP address", ex);
		}
		throw new IllegalArgumentException("'" + text + "' is an IPv4 address written as IPv6: write it as IPv4");
	}

	private static String compress(byte[] address) {
		int[] groups = new int[8];
		for (int i = 0; i < groups.length; i++) {
			groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
		}
		int[] run = longestZeroRun(groups);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < groups.length; i++) {
			if (i == run[0]) {
				text.append("::");
				i += run[1] - 1;
				continue;
			}
			if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
				text.append(':');
			}
			text.append(Integer.toHexString(groups[i]));
		}
		return text.toString();
	}

	private static int[] longestZeroRun(int[] groups) {
		int[] longest = { -1, 1 };
		int length = 0;
		for (int i = 0; i < groups.length; i++) {
			length = (groups[i] == 0) ? length + 1 : 0;
			if (length > longest[1]) {
				longest = new int[] { i - length + 1, length };
			}
		}
		return longest;
	}

}
