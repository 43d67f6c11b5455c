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

package io.github.acmeboot.test.validation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import io.github.acmeboot.Identifier;

/**
 * What a CA asks for in the TLS handshake: the name itself, and for an IP address that of
 * its reverse mapping (RFC 8738 section 6).
 */
final class ServerName {

	private ServerName() {
	}

	static String of(Identifier identifier) {
		return (identifier.type() == Identifier.Type.DNS) ? identifier.value() : reverse(address(identifier));
	}

	static byte[] address(Identifier identifier) {
		try {
			return InetAddress.getByName(identifier.value()).getAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'" + identifier + "' is not an IP address", ex);
		}
	}

	private static String reverse(byte[] address) {
		List<String> labels = new ArrayList<>();
		for (byte octet : address) {
			if (address.length == 4) {
				labels.add(String.valueOf(octet & 0xff));
			}
			else {
				labels.addAll(List.of(HexFormat.of().toHexDigits(octet).split("")));
			}
		}
		Collections.reverse(labels);
		return String.join(".", labels) + ((address.length == 4) ? ".in-addr.arpa" : ".ip6.arpa");
	}

}
