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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Finds the zone of a name, and its authoritative servers.
 */
final class Zones {

	private final Resolvers resolvers;

	private final int port;

	private final Duration timeout;

	Zones(Resolvers resolvers, int port, Duration timeout) {
		this.resolvers = resolvers;
		this.port = port;
		this.timeout = timeout;
	}

	Zone find(String text) {
		Name zone = zone(Names.of(text));
		List<Name> servers = Waiting.get(this.resolvers.ask(zone, Type.NS))
			.answers(NSRecord.class)
			.filter((server) -> server.getName().equals(zone))
			.map(NSRecord::getTarget)
			.sorted()
			.distinct()
			.toList();
		if (servers.isEmpty()) {
			throw new AcmeException(Reason.DNS,
					"The zone '%s' has no NS records. Check 'acme.challenge.dns.propagation.resolvers'."
						.formatted(Names.text(zone)));
		}
		return new Zone(zone, withAddresses(servers));
	}

	private Name zone(Name name) {
		for (Name candidate = name; candidate.labels() > 1; candidate = new Name(candidate, 1)) {
			Optional<Name> zone = start(Waiting.get(this.resolvers.ask(candidate, Type.SOA)), candidate);
			if (zone.isPresent()) {
				return zone.get();
			}
		}
		throw new AcmeException(Reason.DNS,
				"There is no zone of '%s' to be found: no name above it has an SOA record. Check 'acme.challenge.dns.propagation.resolvers'."
					.formatted(Names.text(name)));
	}

	private static Optional<Name> start(Reply reply, Name candidate) {
		return reply.isAlias(candidate) ? Optional.empty()
				: reply.starts().map(SOARecord::getName).filter(candidate::subdomain).findFirst();
	}

	private List<Zone.Server> withAddresses(List<Name> names) {
		List<CompletableFuture<Zone.Server>> servers = names.stream().map(this::withAddresses).toList();
		return servers.stream().map(Waiting::get).toList();
	}

	private CompletableFuture<Zone.Server> withAddresses(Name server) {
		CompletableFuture<List<NameServer>> ipv4 = addresses(server, Type.A, ARecord.class, ARecord::getAddress);
		return addresses(server, Type.AAAA, AAAARecord.class, AAAARecord::getAddress).thenCombine(ipv4,
				(ipv6, known) -> new Zone.Server(server, Stream.concat(known.stream(), ipv6.stream()).toList()));
	}

	private <R extends Record> CompletableFuture<List<NameServer>> addresses(Name server, int type, Class<R> records,
			Function<R, InetAddress> address) {
		return this.resolvers.ask(server, type)
			.handle((reply, failure) -> (failure != null) ? List.of()
					: reply.answers(records)
						.map((record) -> new InetSocketAddress(address.apply(record), this.port))
						.map((socket) -> new NameServer(socket, this.timeout))
						.toList());
	}

}
