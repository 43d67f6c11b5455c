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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.io.IOException;
import java.util.Optional;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import io.github.acmeboot.challenge.dns.rfc2136.UpdateServer.Conversation;

/**
 * Finds the zone of a name by asking the server itself for the SOA record of the name and
 * of the names above. Resolvers are not asked, since the server may be a hidden primary.
 *
 * @param failures tells what was wrong
 */
record ZoneFinder(UpdateFailures failures) {

	/**
	 * Finds the zone.
	 * @param name the name of a record
	 * @param change what it is for
	 * @param conversation how to ask the server
	 * @return the name of the zone
	 * @throws IOException if there is no answer in time
	 */
	Name find(Name name, Change change, Conversation conversation) throws IOException {
		for (Name candidate = name; candidate.labels() > 1; candidate = new Name(candidate, 1)) {
			Message query = Message.newQuery(Record.newRecord(candidate, Type.SOA, DClass.IN));
			query.getHeader().unsetFlag(Flags.RD);
			Answer answer = conversation.send(query);
			check(answer, change);
			Optional<Name> zone = zone(answer.message(), name);
			if (zone.isPresent()) {
				return zone.get();
			}
			delegation(answer.message(), name).ifPresent((delegated) -> {
				throw this.failures.delegated(change, delegated.toString(true));
			});
		}
		throw this.failures.withoutZone(change);
	}

	private void check(Answer answer, Change change) {
		boolean refused = answer.code() != Rcode.NOERROR && answer.code() != Rcode.NXDOMAIN;
		boolean mayKnowAnother = answer.code() == Rcode.REFUSED || answer.code() == Rcode.NOTAUTH;
		if (answer.signatureError() != Rcode.NOERROR || (refused && !mayKnowAnother)) {
			throw this.failures.refused(change, answer);
		}
		if (!answer.trusted()) {
			throw this.failures.untrusted(change);
		}
	}

	private static Optional<Name> zone(Message answer, Name name) {
		return answer.getHeader().getFlag(Flags.AA) ? owner(answer, Section.ANSWER, Type.SOA, name)
			.or(() -> owner(answer, Section.AUTHORITY, Type.SOA, name)) : Optional.empty();
	}

	private static Optional<Name> delegation(Message answer, Name name) {
		return answer.getHeader().getFlag(Flags.AA) ? Optional.empty()
				: owner(answer, Section.AUTHORITY, Type.NS, name).filter((owner) -> owner.labels() > 2);
	}

	private static Optional<Name> owner(Message answer, int section, int type, Name name) {
		return answer.getSection(section)
			.stream()
			.filter((record) -> record.getType() == type && name.subdomain(record.getName())
					&& !record.getName().equals(Name.root))
			.map(Record::getName)
			.findFirst();
	}

}
