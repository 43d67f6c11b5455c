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

import java.time.Duration;
import java.util.function.Consumer;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Where, and how often, something goes wrong. Each method that names a fault puts it in
 * force, after those that are in force already.
 */
public final class DnsFaultPoint {

	private static final Name ROOT_SERVER = Names.absolute("a.root-servers.net");

	private final DnsFaults.Registration registration;

	private final int times;

	DnsFaultPoint(DnsFaults.Registration registration, int times) {
		this.registration = registration;
		this.times = times;
	}

	/**
	 * Limits how often it goes wrong.
	 * @param limit the number of queries
	 * @return a point with that limit
	 */
	public DnsFaultPoint times(int limit) {
		return new DnsFaultPoint(this.registration, limit);
	}

	/**
	 * The server fails: SERVFAIL.
	 */
	public void serverFailure() {
		code(Rcode.SERVFAIL);
	}

	/**
	 * The server does not answer such a client: REFUSED.
	 */
	public void refuse() {
		code(Rcode.REFUSED);
	}

	/**
	 * The name does not exist, whatever the zone says: NXDOMAIN.
	 */
	public void noSuchName() {
		code(Rcode.NXDOMAIN);
	}

	/**
	 * Nothing is ever answered.
	 */
	public void silence() {
		apply((query, processing) -> DnsReply.none());
	}

	/**
	 * The server does not know the zones it is said to be authoritative for, and points
	 * to the root.
	 */
	public void lame() {
		apply((query, processing) -> DnsReply.of(upwards(empty(processing.get()))));
	}

	/**
	 * The answer comes later.
	 * @param delay how much later
	 */
	public void delay(Duration delay) {
		apply((query, processing) -> DnsReply.of(processing.get()).delayedBy(delay));
	}

	/**
	 * A datagram has no room for the answer, so that it has to be asked for by TCP.
	 */
	public void truncate() {
		apply((query, processing) -> DnsReply.of(processing.get()).withoutRoom());
	}

	/**
	 * Something happens just before the query is answered as it should be, such as a
	 * change of a zone.
	 * @param action what happens
	 */
	public void before(Consumer<RecordedQuery> action) {
		apply((query, processing) -> {
			action.accept(query);
			return DnsReply.of(processing.get());
		});
	}

	private void code(int code) {
		apply((query, processing) -> {
			Message empty = empty(processing.get());
			empty.getHeader().setRcode(code);
			return DnsReply.of(empty);
		});
	}

	private void apply(DnsFault fault) {
		this.registration.register(fault, this.times);
	}

	private static Message empty(Message answer) {
		answer.removeAllRecords(Section.ANSWER);
		answer.removeAllRecords(Section.AUTHORITY);
		answer.getHeader().setRcode(Rcode.NOERROR);
		answer.getHeader().unsetFlag(Flags.AA);
		return answer;
	}

	private static Message upwards(Message answer) {
		answer.addRecord(new NSRecord(Name.root, DClass.IN, 0, ROOT_SERVER), Section.AUTHORITY);
		return answer;
	}

}
