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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * How to add a value to a record set and to remove one from it. The set that was read is
 * deleted and the new one created in one batch, which fails as a whole if somebody else
 * has changed the set in between; a mere replacement would lose what he has written.
 */
final class RecordSetChange {

	private RecordSetChange() {
	}

	/**
	 * Adds a value.
	 * @param found the set that was read, if there is one
	 * @param record the record
	 * @param ttl the time to live in seconds of a set that is new
	 * @return the changes, none if the value is there
	 */
	static List<Change> adding(Optional<ResourceRecordSet> found, TxtRecord record, long ttl) {
		ResourceRecord value = value(record);
		if (found.isEmpty()) {
			return List.of(change(ChangeAction.CREATE,
					ResourceRecordSet.builder()
						.name(record.name() + ".")
						.type(RRType.TXT)
						.ttl(ttl)
						.resourceRecords(value)
						.build()));
		}
		List<ResourceRecord> values = found.get().resourceRecords();
		return values.contains(value) ? List.of()
				: replacing(found.get(), Stream.concat(values.stream(), Stream.of(value)).toList());
	}

	/**
	 * Removes a value.
	 * @param found the set that was read, if there is one
	 * @param record the record
	 * @return the changes, none if the value is not there
	 */
	static List<Change> removing(Optional<ResourceRecordSet> found, TxtRecord record) {
		ResourceRecord value = value(record);
		if (found.filter((set) -> set.resourceRecords().contains(value)).isEmpty()) {
			return List.of();
		}
		return replacing(found.get(),
				found.get().resourceRecords().stream().filter((other) -> !other.equals(value)).toList());
	}

	private static List<Change> replacing(ResourceRecordSet found, List<ResourceRecord> values) {
		Change deletion = change(ChangeAction.DELETE, found);
		return values.isEmpty() ? List.of(deletion)
				: List.of(deletion, change(ChangeAction.CREATE, found.toBuilder().resourceRecords(values).build()));
	}

	private static Change change(ChangeAction action, ResourceRecordSet set) {
		return Change.builder().action(action).resourceRecordSet(set).build();
	}

	private static ResourceRecord value(TxtRecord record) {
		String escaped = record.value().replace("\\", "\\\\").replace("\"", "\\\"");
		return ResourceRecord.builder().value('"' + escaped + '"').build();
	}

}
