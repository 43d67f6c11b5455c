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

import java.time.Duration;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * Keeps TXT records at Cloudflare, where each value is a record of its own.
 */
final class CloudflareDnsProvider implements DnsProvider {

	private final CloudflareApi api;

	private final CloudflareZones zones;

	private final Duration ttl;

	CloudflareDnsProvider(CloudflareApi api, CloudflareZones zones, Duration ttl) {
		this.api = api;
		this.zones = zones;
		this.ttl = ttl;
	}

	@Override
	public void add(TxtRecord record) {
		String operation = "add " + record;
		CloudflareZone zone = this.zones.of(operation + " at Cloudflare", record);
		this.api.create(in(zone, operation), zone, record, Math.toIntExact(this.ttl.toSeconds()));
	}

	@Override
	public void remove(TxtRecord record) {
		String operation = "remove " + record;
		CloudflareZone zone = this.zones.of(operation + " at Cloudflare", record);
		this.api.find(in(zone, operation), zone, record)
			.forEach((id) -> this.api.delete(in(zone, operation), zone, id));
	}

	private static String in(CloudflareZone zone, String operation) {
		return operation + " in the zone '" + zone.name() + "' at Cloudflare";
	}

}
