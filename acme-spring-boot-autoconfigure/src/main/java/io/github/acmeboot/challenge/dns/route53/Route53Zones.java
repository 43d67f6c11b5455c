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

package io.github.acmeboot.challenge.dns.route53;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.zone.ZoneWalk;

/**
 * The hosted zones of records: the one that is configured, or else that of the longest
 * name.
 */
final class Route53Zones {

	private final ZoneWalk<FoundZone> walk;

	private final Route53Requests requests;

	private final Optional<FoundZone> only;

	Route53Zones(Route53Requests requests, Optional<String> hostedZoneId, Clock clock) {
		this.walk = new ZoneWalk<>(clock);
		this.requests = requests;
		this.only = hostedZoneId.map((id) -> new FoundZone(id, id));
	}

	/**
	 * Finds the hosted zone of a record.
	 * @param operation what it is needed for
	 * @param record the record
	 * @return the zone
	 * @throws AcmeException if there is none, or more than one
	 */
	FoundZone of(String operation, TxtRecord record) {
		return this.only.or(() -> this.walk.find(record, (name) -> look(operation, name)))
			.orElseThrow(() -> missing(operation, record));
	}

	private Optional<FoundZone> look(String operation, String name) {
		List<FoundZone> zones = this.requests.publicZones(operation, name);
		if (zones.size() > 1) {
			throw Route53Failures
				.configuration(operation, "there are " + zones.size() + " public hosted zones of the name '" + name
						+ "': " + zones.stream().map(FoundZone::id).collect(Collectors.joining(", "))
						+ ". Set 'acme.challenge.dns.route53.hosted-zone-id' to the one the domain is delegated to.");
		}
		return zones.stream().findFirst();
	}

	private static AcmeException missing(String operation, TxtRecord record) {
		return Route53Failures.configuration(operation,
				"there is no public hosted zone by any of the names '"
						+ String.join("', '", ZoneWalk.candidates(record))
						+ "' in the account of the Route 53 client. Create it, use a client of the account that has"
						+ " it, or set 'acme.challenge.dns.route53.hosted-zone-id'.");
	}

}
