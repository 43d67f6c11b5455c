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

package io.github.acmeboot.store.dns;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of one TXT record.
 *
 * @param name the name of the record
 * @param value its value
 * @param presentations when the record is of no more use to those who present it, by what
 * stands for each presentation
 */
public record DnsEntry(String name, String value, Map<String, Instant> presentations) {

	public DnsEntry {
		presentations = Map.copyOf(presentations);
	}

	DnsEntry(String name, String value) {
		this(name, value, Map.of());
	}

	/**
	 * Returns whether somebody needs the record.
	 * @param now the present
	 * @return whether a presentation has not expired
	 */
	public boolean isPresentedAt(Instant now) {
		return expires().isAfter(now);
	}

	/**
	 * Returns when the record is of no more use to anybody.
	 * @return the latest instant of all presentations
	 */
	public Instant expires() {
		return this.presentations.values().stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
	}

	DnsEntry with(String id, Instant expires) {
		Map<String, Instant> changed = new LinkedHashMap<>(this.presentations);
		changed.put(id, expires);
		return new DnsEntry(this.name, this.value, changed);
	}

	DnsEntry without(String id) {
		Map<String, Instant> changed = new LinkedHashMap<>(this.presentations);
		changed.remove(id);
		return new DnsEntry(this.name, this.value, changed);
	}

}
