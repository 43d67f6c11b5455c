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

package io.github.acmeboot.challenge.dns.zone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * Finds the zone of a record by walking up its name: the longest name that is a zone is
 * the one. What is found is remembered for a while, or a certificate of many names would
 * come near the limits of a service. Safe for use by several threads.
 *
 * @param <Z> the type of the zones
 */
public final class ZoneWalk<Z> {

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final int MAX_SIZE = 10_000;

	private final Map<String, Sighting<Z>> sightings = new ConcurrentHashMap<>();

	private final Clock clock;

	/**
	 * Creates a walk that knows no zone yet.
	 * @param clock the clock
	 */
	public ZoneWalk(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Returns what the zone of a record may be called.
	 * @param record the record
	 * @return its name and those above it, the longest first, without the top-level
	 * domain
	 */
	public static List<String> candidates(TxtRecord record) {
		return Stream
			.iterate(record.name(), (name) -> name.indexOf('.') > 0, (name) -> name.substring(name.indexOf('.') + 1))
			.toList();
	}

	/**
	 * Finds the zone of a record.
	 * @param record the record
	 * @param lookup asks for the zone of exactly one name
	 * @return the zone, or empty if there is none by any of the names
	 */
	public Optional<Z> find(TxtRecord record, Function<String, Optional<Z>> lookup) {
		List<String> candidates = candidates(record);
		for (int i = 0; i < candidates.size(); i++) {
			String name = candidates.get(i);
			Optional<Z> zone = known(name).or(() -> lookup.apply(name));
			if (zone.isPresent()) {
				remember(candidates.subList(0, i + 1), zone.get());
				return zone;
			}
		}
		return Optional.empty();
	}

	private Optional<Z> known(String name) {
		return Optional
			.ofNullable(this.sightings.computeIfPresent(name,
					(key, sighting) -> sighting.until().isAfter(this.clock.instant()) ? sighting : null))
			.map(Sighting::zone);
	}

	private void remember(List<String> names, Z zone) {
		if (this.sightings.size() >= MAX_SIZE) {
			this.sightings.clear();
		}
		Sighting<Z> sighting = new Sighting<>(zone, this.clock.instant().plus(LIFE));
		names.forEach((name) -> this.sightings.putIfAbsent(name, sighting));
	}

	/**
	 * What is known of a name.
	 *
	 * @param <Z> the type of the zone
	 * @param zone the zone it is in
	 * @param until until when that may be relied on
	 */
	private record Sighting<Z>(Z zone, Instant until) {

	}

}
