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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What an authoritative server knows of a zone (RFC 1034 section 4.3.2).
 *
 * @param origin the name of the zone
 * @param records all its records
 */
record ZoneContent(Name origin, List<Record> records) {

	ZoneContent {
		records = List.copyOf(records);
	}

	ZoneContent with(Record added) {
		return this.records.contains(added) ? this
				: new ZoneContent(this.origin, Stream.concat(this.records.stream(), Stream.of(added)).toList());
	}

	ZoneContent without(Predicate<Record> removed) {
		return new ZoneContent(this.origin, this.records.stream().filter(removed.negate()).toList());
	}

	List<Record> at(Name name, int type) {
		return this.records.stream()
			.filter((record) -> record.getName().equals(name) && (type == Type.ANY || record.getType() == type))
			.toList();
	}

	Found find(Name name, int type) {
		Optional<Name> cut = delegation(name);
		if (cut.isPresent()) {
			return new Found(Found.Kind.DELEGATION, at(cut.get(), Type.NS));
		}
		if (exists(name)) {
			return found(name, name, type);
		}
		return wildcard(name).map((source) -> found(source, name, type))
			.orElseGet(() -> new Found(Found.Kind.NO_NAME, List.of()));
	}

	private Found found(Name source, Name name, int type) {
		List<Record> aliases = (type != Type.ANY) ? at(source, Type.CNAME) : List.of();
		if (!aliases.isEmpty() && type != Type.CNAME) {
			return new Found(Found.Kind.ALIAS, named(aliases, name));
		}
		List<Record> matching = at(source, type);
		return new Found(matching.isEmpty() ? Found.Kind.NO_DATA : Found.Kind.ANSWER, named(matching, name));
	}

	private static List<Record> named(List<Record> records, Name name) {
		List<Record> named = new ArrayList<>();
		records.forEach((record) -> named.add(record.getName().isWild() ? record.withName(name) : record));
		return named;
	}

	private Optional<Name> delegation(Name name) {
		return ancestors(name).filter((ancestor) -> !at(ancestor, Type.NS).isEmpty()).findFirst();
	}

	private Optional<Name> wildcard(Name name) {
		return Stream.concat(ancestors(new Name(name, 1)).sorted(ZoneContent::longestFirst), Stream.of(this.origin))
			.filter(this::exists)
			.findFirst()
			.map((encloser) -> Names.below(encloser, "*"))
			.filter(this::exists);
	}

	/**
	 * The names from the one below the zone's to this one.
	 */
	private Stream<Name> ancestors(Name name) {
		int below = name.labels() - this.origin.labels();
		return IntStream.range(0, below).mapToObj((i) -> new Name(name, below - 1 - i));
	}

	private static int longestFirst(Name one, Name other) {
		return Integer.compare(other.labels(), one.labels());
	}

	private boolean exists(Name name) {
		return this.records.stream().anyMatch((record) -> record.getName().subdomain(name));
	}

	/**
	 * What was found under a name.
	 *
	 * @param kind what that means
	 * @param records the records that were asked for, those of the alias or those of the
	 * delegation
	 */
	record Found(Kind kind, List<Record> records) {

		enum Kind {

			ANSWER, ALIAS, DELEGATION, NO_DATA, NO_NAME

		}

	}

}
