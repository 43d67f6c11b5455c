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

package io.github.acmeboot.test.dns;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.xbill.DNS.Name;

/**
 * The zones of a server. Thread-safe.
 */
final class Zones {

	private final InetAddress server;

	private final Map<Name, DnsZone> zones = new ConcurrentHashMap<>();

	Zones(InetAddress server) {
		this.server = server;
	}

	DnsZone get(Name name) {
		return this.zones.computeIfAbsent(name, (absent) -> DnsZone.create(absent, this.server));
	}

	Optional<DnsZone> find(Name name) {
		return this.zones.values()
			.stream()
			.filter((zone) -> name.subdomain(zone.content().origin()))
			.max(Comparator.comparingInt((zone) -> zone.content().origin().labels()));
	}

	List<DnsZone> all() {
		return List.copyOf(this.zones.values());
	}

	void copyOf(Zones other) {
		this.zones.keySet().retainAll(other.zones.keySet());
		other.zones.forEach((name, zone) -> this.zones.put(name, zone.copy()));
	}

	void remove(Name name) {
		this.zones.remove(name);
	}

}
