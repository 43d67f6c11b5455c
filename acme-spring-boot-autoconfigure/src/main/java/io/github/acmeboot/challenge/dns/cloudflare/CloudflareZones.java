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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.zone.ZoneWalk;

/**
 * The zones of records: the one that is configured, or else that of the longest name.
 */
final class CloudflareZones {

	private final ZoneWalk<CloudflareZone> walk;

	private final CloudflareApi api;

	private final Optional<CloudflareZone> only;

	CloudflareZones(CloudflareApi api, Optional<String> zoneId, Clock clock) {
		this.walk = new ZoneWalk<>(clock);
		this.api = api;
		this.only = zoneId.map((id) -> new CloudflareZone(id, id));
	}

	/**
	 * Finds the zone of a record.
	 * @param operation what it is needed for
	 * @param record the record
	 * @return the zone
	 * @throws AcmeException if there is none
	 */
	CloudflareZone of(String operation, TxtRecord record) {
		return this.only.or(() -> this.walk.find(record, (name) -> this.api.zone(operation, name)))
			.orElseThrow(() -> missing(operation, record));
	}

	private static AcmeException missing(String operation, TxtRecord record) {
		return new AcmeException(Reason.CONFIGURATION, "Unable to " + operation
				+ ": Cloudflare shows no active zone by any of the names '"
				+ String.join("', '", ZoneWalk.candidates(record))
				+ "'. Add the zone to the account, let the token read it (permission 'Zone Read', resource the zone),"
				+ " or set 'acme.challenge.dns.cloudflare.zone-id'.", null, null, List.of(), null,
				Reason.CONFIGURATION.remedy(), false);
	}

}
