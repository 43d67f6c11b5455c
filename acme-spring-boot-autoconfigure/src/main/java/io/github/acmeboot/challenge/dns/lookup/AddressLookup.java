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

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Finds the addresses of a name in the DNS, whatever else this machine knows of it. Safe
 * for use by several threads.
 */
public final class AddressLookup {

	private final Resolvers resolvers;

	public AddressLookup(Resolvers resolvers) {
		this.resolvers = resolvers;
	}

	/**
	 * Finds the addresses.
	 * @param host the name
	 * @return its IPv6 and IPv4 addresses, possibly none
	 * @throws AcmeException if they cannot be looked up: there is none of the kind that
	 * can, and the other kind cannot
	 */
	public List<InetAddress> find(String host) {
		Name name = Names.of(host);
		CompletableFuture<Reply> ipv6 = this.resolvers.ask(name, Type.AAAA);
		CompletableFuture<Reply> ipv4 = this.resolvers.ask(name, Type.A);
		List<AcmeException> failures = new ArrayList<>();
		List<InetAddress> found = new ArrayList<>();
		answer(ipv6, failures)
			.ifPresent((reply) -> reply.answers(AAAARecord.class).map(AAAARecord::getAddress).forEach(found::add));
		answer(ipv4, failures)
			.ifPresent((reply) -> reply.answers(ARecord.class).map(ARecord::getAddress).forEach(found::add));
		if (found.isEmpty() && !failures.isEmpty()) {
			throw failures.get(0);
		}
		return found;
	}

	private static Optional<Reply> answer(CompletableFuture<Reply> question, List<AcmeException> failures) {
		try {
			return Optional.of(Waiting.get(question));
		}
		catch (AcmeException ex) {
			if (ex.getReason() == Reason.INTERRUPTED) {
				throw ex;
			}
			failures.add(ex);
			return Optional.empty();
		}
	}

}
