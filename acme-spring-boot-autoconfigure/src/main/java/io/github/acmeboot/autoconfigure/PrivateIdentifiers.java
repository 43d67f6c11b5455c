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

package io.github.acmeboot.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.github.acmeboot.Identifier;

/**
 * Names and addresses that mean something only within one network (RFC 6761, RFC 6762,
 * RFC 8375, RFC 9476, RFC 6890), and for which no public CA issues.
 */
final class PrivateIdentifiers {

	private static final List<String> SUFFIXES = List.of("localhost", "local", "internal", "home.arpa", "test",
			"example", "invalid", "alt");

	private static final List<String> NETWORKS = List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
			"169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
			"203.0.113.0/24", "224.0.0.0/3", "::/127", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8");

	private PrivateIdentifiers() {
	}

	static boolean contains(Identifier identifier) {
		String value = identifier.value();
		return switch (identifier.type()) {
			case IP -> NETWORKS.stream().anyMatch((network) -> covers(network, value));
			case DNS -> isPrivateName(identifier.isWildcard() ? value.substring(2) : value);
		};
	}

	private static boolean isPrivateName(String name) {
		return name.indexOf('.') < 0
				|| SUFFIXES.stream().anyMatch((suffix) -> name.equals(suffix) || name.endsWith("." + suffix));
	}

	private static boolean covers(String network, String address) {
		int slash = network.indexOf('/');
		byte[] prefix = bytes(network.substring(0, slash));
		byte[] candidate = bytes(address);
		int length = Integer.parseInt(network.substring(slash + 1));
		if (prefix.length != candidate.length) {
			return false;
		}
		for (int bit = 0; bit < length; bit++) {
			int mask = 0x80 >> (bit % 8);
			if (((prefix[bit / 8] ^ candidate[bit / 8]) & mask) != 0) {
				return false;
			}
		}
		return true;
	}

	private static byte[] bytes(String literal) {
		try {
			return InetAddress.getByName(literal).getAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'" + literal + "' is not an IP address", ex);
		}
	}

}
