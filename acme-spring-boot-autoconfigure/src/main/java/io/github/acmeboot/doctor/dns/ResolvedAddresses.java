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

package io.github.acmeboot.doctor.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.challenge.dns.lookup.AddressLookup;
import io.github.acmeboot.doctor.reach.HostAddresses;

/**
 * Finds the addresses of a host in the DNS that the resolvers see.
 */
final class ResolvedAddresses implements HostAddresses {

	private final AddressLookup lookup;

	ResolvedAddresses(AddressLookup lookup) {
		this.lookup = lookup;
	}

	@Override
	public List<InetAddress> find(String host) throws UnknownHostException {
		List<InetAddress> found;
		try {
			found = this.lookup.find(host);
		}
		catch (AcmeException ex) {
			UnknownHostException unknown = new UnknownHostException(ex.getMessage());
			unknown.initCause(ex);
			throw unknown;
		}
		if (found.isEmpty()) {
			throw new UnknownHostException("the DNS has neither an A nor an AAAA record of '" + host + "'");
		}
		return found;
	}

}
