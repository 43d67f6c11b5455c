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
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * What came of a question to a name server.
 *
 * @param server who was asked
 * @param answer its answer, or {@code null} if there is none
 * @param failure why there is none
 */
record Reply(NameServer server, @Nullable Message answer, String failure) {

	static Reply answered(NameServer server, Message answer) {
		return new Reply(server, answer, "");
	}

	static Reply failed(NameServer server, String failure) {
		return new Reply(server, null, failure);
	}

	boolean isAnswered() {
		return this.answer != null;
	}

	/**
	 * Returns whether the answer says something of the name, be it that there is none. A
	 * server that only says whom else to ask does not.
	 * @return whether it is to be relied on
	 */
	boolean isUsable() {
		return isAnswered() && (rcode() == Rcode.NOERROR || rcode() == Rcode.NXDOMAIN) && !isReferral();
	}

	private boolean isReferral() {
		return rcode() == Rcode.NOERROR && !isAuthoritative() && section(Section.ANSWER).isEmpty()
				&& all(NSRecord.class, Section.AUTHORITY).findAny().isPresent()
				&& all(SOARecord.class, Section.AUTHORITY).findAny().isEmpty();
	}

	boolean isAuthoritative() {
		return message().getHeader().getFlag(Flags.AA);
	}

	int rcode() {
		return message().getRcode();
	}

	boolean isAlias(Name name) {
		return answers(CNAMERecord.class).anyMatch((alias) -> alias.getName().equals(name));
	}

	<R extends Record> Stream<R> answers(Class<R> type) {
		return all(type, Section.ANSWER);
	}

	/**
	 * Returns the start of the zone of a name, wherever the answer has it.
	 * @return the records, possibly none
	 */
	Stream<SOARecord> starts() {
		return Stream.concat(answers(SOARecord.class), all(SOARecord.class, Section.AUTHORITY));
	}

	private <R extends Record> Stream<R> all(Class<R> type, int section) {
		return section(section).stream().filter(type::isInstance).map(type::cast);
	}

	private List<Record> section(int section) {
		return message().getSection(section);
	}

	private Message message() {
		return Objects.requireNonNull(this.answer);
	}

	/**
	 * Says why the answer is of no use.
	 * @return what the server does, without its name
	 */
	String problem() {
		if (!isAnswered()) {
			return this.failure;
		}
		return isReferral() ? "does not know it and does not ask others" : "answers " + Rcode.string(rcode());
	}

}
