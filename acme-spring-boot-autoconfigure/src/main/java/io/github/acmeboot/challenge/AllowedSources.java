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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The addresses that may ask for the answer to a challenge. An IPv4 address is the same
 * whether it is written as IPv4 or mapped into IPv6. No name server is ever asked.
 */
final class AllowedSources {

	private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

	private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");

	private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

	private static final int MAPPED_PREFIX = 96;

	private final List<Block> blocks;

	/**
	 * Allows some addresses.
	 * @param blocks addresses and CIDR blocks; none for everyone
	 * @throws IllegalArgumentException if one is neither
	 */
	AllowedSources(Collection<String> blocks) {
		this.blocks = blocks.stream().map(Block::of).toList();
	}

	boolean allow(@Nullable String source) {
		return this.blocks.isEmpty()
				|| (source != null && address(withoutBrackets(source)).filter(this::contain).isPresent());
	}

	private boolean contain(InetAddress address) {
		return this.blocks.stream().anyMatch((block) -> block.contains(address));
	}

	private static String withoutBrackets(String source) {
		return (source.startsWith("[") && source.endsWith("]")) ? source.substring(1, source.length() - 1) : source;
	}

	private static Optional<InetAddress> address(String text) {
		int zone = text.indexOf('%');
		String literal = (zone > 0) ? text.substring(0, zone) : text;
		if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
			return Optional.empty();
		}
		try {
			return Optional.of(InetAddress.getByName(literal));
		}
		catch (UnknownHostException ex) {
			return Optional.empty();
		}
	}

	private record Block(byte[] network, int prefix) {

		static Block of(String text) {
			int slash = text.indexOf('/');
			String literal = ((slash < 0) ? text : text.substring(0, slash)).trim();
			byte[] network = address(literal).map(InetAddress::getAddress).orElseThrow(() -> invalid(text));
			int mapped = (literal.indexOf(':') >= 0 && network.length == 4) ? MAPPED_PREFIX : 0;
			int prefix = (slash < 0) ? network.length * 8 : prefix(text, text.substring(slash + 1).trim()) - mapped;
			if (prefix < 0 || prefix > network.length * 8) {
				throw invalid(text);
			}
			return new Block(network, prefix);
		}

		private static int prefix(String block, String text) {
			if (!PREFIX.matcher(text).matches()) {
				throw invalid(block);
			}
			return Integer.parseInt(text);
		}

		private static IllegalArgumentException invalid(String block) {
			return new IllegalArgumentException("'" + block + "' is neither an IP address nor a CIDR block");
		}

		boolean contains(InetAddress candidate) {
			byte[] address = candidate.getAddress();
			if (address.length != this.network.length) {
				return false;
			}
			for (int bit = 0; bit < this.prefix; bit++) {
				int mask = 0x80 >> (bit % 8);
				if (((address[bit / 8] ^ this.network[bit / 8]) & mask) != 0) {
					return false;
				}
			}
			return true;
		}

	}

}
