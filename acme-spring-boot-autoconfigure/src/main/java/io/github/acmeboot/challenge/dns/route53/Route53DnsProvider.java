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

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * Keeps TXT records at Route 53, where all values of a name are one record set. Makes one
 * change after the other, since Route 53 refuses those of a zone that come too close, and
 * does not wait for them to be in sync: the servers of the zone are asked before the CA
 * is.
 */
final class Route53DnsProvider implements DnsProvider {

	private static final int MAX_ATTEMPTS = 20;

	private final Lock lock = new ReentrantLock();

	private final Route53Requests requests;

	private final Route53Zones zones;

	private final Duration ttl;

	Route53DnsProvider(Route53Requests requests, Route53Zones zones, Duration ttl) {
		this.requests = requests;
		this.zones = zones;
		this.ttl = ttl;
	}

	@Override
	public void add(TxtRecord record) {
		change("add", record, (found) -> RecordSetChange.adding(found, record, this.ttl.toSeconds()));
	}

	@Override
	public void remove(TxtRecord record) {
		change("remove", record, (found) -> RecordSetChange.removing(found, record));
	}

	private void change(String verb, TxtRecord record, Function<Optional<ResourceRecordSet>, List<Change>> changes) {
		this.lock.lock();
		try {
			changeAlone(verb, record, changes);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void changeAlone(String verb, TxtRecord record,
			Function<Optional<ResourceRecordSet>, List<Change>> changes) {
		FoundZone zone = this.zones.of(verb + " " + record + " at Route 53", record);
		String operation = verb + " " + record + " in the hosted zone '" + zone.name() + "' at Route 53";
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			List<Change> needed = changes.apply(read(operation, zone, record));
			if (needed.isEmpty() || this.requests.change(operation, zone, needed)) {
				return;
			}
		}
		throw Route53Failures.later(operation,
				"others change the same record set all the time, " + MAX_ATTEMPTS + " attempts were in vain.");
	}

	private Optional<ResourceRecordSet> read(String operation, FoundZone zone, TxtRecord record) {
		Optional<ResourceRecordSet> found = this.requests.recordSet(operation, zone, record);
		if (found.filter((set) -> set.setIdentifier() != null || set.aliasTarget() != null).isPresent()) {
			throw Route53Failures.configuration(operation,
					"its record set has a routing policy or is an alias. Replace it by a simple one, or delete it.");
		}
		return found;
	}

}
