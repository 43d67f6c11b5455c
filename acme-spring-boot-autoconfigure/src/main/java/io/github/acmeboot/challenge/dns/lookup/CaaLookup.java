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

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Finds the CAA records of a name: its own, or those of the nearest name above it that
 * has some (RFC 8659 section 3). Safe for use by several threads.
 */
public final class CaaLookup {

	private static final int CRITICAL = 0x80;

	private final Resolvers resolvers;

	public CaaLookup(Resolvers resolvers) {
		this.resolvers = resolvers;
	}

	/**
	 * Finds the records.
	 * @param name the name, without {@code *.}
	 * @return the records, or empty if neither it nor a name above it has any
	 * @throws io.github.acmeboot.AcmeException if they cannot be looked up
	 */
	public Optional<CaaRecords> find(String name) {
		for (Name candidate = Names.of(name); candidate.labels() > 1; candidate = new Name(candidate, 1)) {
			List<CaaProperty> properties = Waiting.get(this.resolvers.ask(candidate, Type.CAA))
				.answers(CAARecord.class)
				.map(CaaLookup::property)
				.toList();
			if (!properties.isEmpty()) {
				return Optional.of(new CaaRecords(Names.text(candidate), properties));
			}
		}
		return Optional.empty();
	}

	private static CaaProperty property(CAARecord record) {
		return new CaaProperty((record.getFlags() & CRITICAL) != 0, record.getTag().toLowerCase(Locale.ROOT),
				record.getValue());
	}

}
