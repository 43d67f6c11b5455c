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

package io.github.acmeboot.doctor.reach;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells the addresses of the Internet from those that mean something within one network
 * only (RFC 6890).
 */
final class AddressScope {

	private static final int UNIQUE_LOCAL = 0xfc;

	private static final int UNIQUE_LOCAL_MASK = 0xfe;

	private static final int SHARED = 100;

	private static final int SHARED_SECOND = 64;

	private static final int SHARED_SECOND_MASK = 0xc0;

	private AddressScope() {
	}

	static boolean isPublic(InetAddress address) {
		return !address.isAnyLocalAddress() && !address.isLoopbackAddress() && !address.isLinkLocalAddress()
				&& !address.isSiteLocalAddress() && !address.isMulticastAddress() && !isShared(address.getAddress())
				&& !isUniqueLocal(address);
	}

	static boolean isIpv6(InetAddress address) {
		return address instanceof Inet6Address;
	}

	private static boolean isUniqueLocal(InetAddress address) {
		return isIpv6(address) && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
	}

	private static boolean isShared(byte[] address) {
		return address.length == 4 && address[0] == SHARED && (address[1] & SHARED_SECOND_MASK) == SHARED_SECOND;
	}

}
