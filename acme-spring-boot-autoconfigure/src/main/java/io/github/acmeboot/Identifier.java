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

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a certificate vouches for: a DNS name, a wildcard DNS name or an IP address (RFC
 * 8555 section 7.1.3, RFC 8738). The value is canonical: DNS names are lower-case
 * A-labels without a trailing dot, IPv6 addresses are compressed as in RFC 5952.
 *
 * @param type the type of the identifier
 * @param value the canonical text
 */
public record Identifier(Type type, String value) {

	private static final int MAX_NAME_LENGTH = 253;

	private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

	private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

	private static final String WILDCARD = "*.";

	public Identifier {
		Objects.requireNonNull(type, "'type' must not be null");
		Objects.requireNonNull(value, "'value' must not be null");
	}

	/**
	 * Reads an identifier from what a person wrote.
	 * @param text a DNS name (A-labels or U-labels), a wildcard name or an IP address
	 * @return the identifier in its canonical form
	 * @throws IllegalArgumentException if the text is neither, saying why
	 */
	public static Identifier of(String text) {
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			throw new IllegalArgumentException("a domain must not be empty");
		}
		if (IPV4.matcher(trimmed).matches()) {
			return new Identifier(Type.IP, trimmed);
		}
		if (Ipv6.isMeant(trimmed)) {
			return new Identifier(Type.IP, Ipv6.canonical(trimmed));
		}
		return new Identifier(Type.DNS, canonicalName(trimmed));
	}

	/**
	 * Returns whether this is a wildcard DNS name.
	 * @return {@code true} for names that begin with {@code *.}
	 */
	public boolean isWildcard() {
		return this.type == Type.DNS && this.value.startsWith(WILDCARD);
	}

	/**
	 * Returns the identifier that control is proved of (RFC 8555 section 7.1.3).
	 * @return the name without {@code *.}, or the identifier itself
	 */
	public Identifier withoutWildcard() {
		return isWildcard() ? new Identifier(this.type, this.value.substring(WILDCARD.length())) : this;
	}

	/**
	 * Returns whether a host name is covered by this identifier: it is the same, or one
	 * label below a wildcard.
	 * @param host a canonical host name or IP address
	 * @return whether a certificate for this identifier is good for that host
	 */
	public boolean covers(String host) {
		if (!isWildcard()) {
			return this.value.equals(host);
		}
		int dot = host.indexOf('.');
		return dot > 0
				&& this.value.regionMatches(1, host, dot, Math.max(this.value.length() - 1, host.length() - dot));
	}

	@Override
	public String toString() {
		return this.value;
	}

	private static String canonicalName(String text) {
		boolean wildcard = text.startsWith(WILDCARD);
		String name = toAscii(text, wildcard ? text.substring(WILDCARD.length()) : text);
		if (name.length() > MAX_NAME_LENGTH || name.indexOf(':') >= 0 || DIGITS_AND_DOTS.matcher(name).matches()) {
			throw new IllegalArgumentException("'" + text + "' is neither a DNS name nor an IP address");
		}
		for (String label : name.split("\\.", -1)) {
			if (!LABEL.matcher(label).matches()) {
				throw new IllegalArgumentException("'" + text + "' is not a DNS name: the label '" + label
						+ "' must have 1 to 63 letters, digits or hyphens, and no hyphen at its ends");
			}
		}
		return wildcard ? WILDCARD + name : name;
	}

	private static String toAscii(String text, String name) {
		try {
			String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
			return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'" + text + "' is not a DNS name: " + ex.getMessage(), ex);
		}
	}

	/**
	 * The types of identifiers.
	 */
	public enum Type {

		/**
		 * A DNS name, possibly a wildcard (RFC 8555).
		 */
		DNS,

		/**
		 * An IP address (RFC 8738).
		 */
		IP

	}

	/**
	 * Writes IPv6 addresses as RFC 5952 wants them, without ever asking a name server.
	 */
	private static final class Ipv6 {

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

}
