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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers queries from zones as an authoritative server does that offers no recursion.
 */
final class Answers {

	private static final int PAYLOAD = 1232;

	private final Zones zones;

	private final Optional<InetAddress> defaultAddress;

	Answers(Zones zones, Optional<InetAddress> defaultAddress) {
		this.zones = zones;
		this.defaultAddress = defaultAddress;
	}

	Message answer(Message query) {
		Message answer = new Message(query.getHeader().getID());
		Header header = answer.getHeader();
		header.setFlag(Flags.QR);
		header.setOpcode(query.getHeader().getOpcode());
		if (query.getHeader().getFlag(Flags.RD)) {
			header.setFlag(Flags.RD);
		}
		if (query.getOPT() != null) {
			answer.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
		}
		Record question = query.getQuestion();
		if (question == null || header.getOpcode() != Opcode.QUERY) {
			header.setRcode((question != null) ? Rcode.NOTIMP : Rcode.FORMERR);
			return answer;
		}
		answer.addRecord(question, Section.QUESTION);
		begin(answer, question);
		return answer;
	}

	private void begin(Message answer, Record question) {
		Optional<DnsZone> zone = this.zones.find(question.getName());
		if (zone.isEmpty() && this.defaultAddress.isEmpty()) {
			answer.getHeader().setRcode(Rcode.REFUSED);
			return;
		}
		answer.getHeader().setFlag(Flags.AA);
		if (zone.isEmpty()) {
			addDefault(answer, question.getName(), question.getType());
			return;
		}
		resolve(answer, zone.get().content(), question.getName(), question.getType());
	}

	private void resolve(Message answer, ZoneContent zone, Name name, int type) {
		ZoneContent.Found found = zone.find(name, type);
		switch (found.kind()) {
			case ANSWER -> found.records().forEach((record) -> answer.addRecord(record, Section.ANSWER));
			case ALIAS -> follow(answer, found.records().get(0), type);
			case DELEGATION -> refer(answer, zone, found);
			case NO_DATA, NO_NAME -> addNothing(answer, zone, found.kind(), name, type);
		}
	}

	private void follow(Message answer, Record alias, int type) {
		if (answer.findRecord(alias, Section.ANSWER)) {
			return;
		}
		answer.addRecord(alias, Section.ANSWER);
		Name target = target(alias);
		this.zones.find(target).ifPresent((zone) -> resolve(answer, zone.content(), target, type));
	}

	private static Name target(Record alias) {
		return ((CNAMERecord) alias).getTarget();
	}

	private void refer(Message answer, ZoneContent zone, ZoneContent.Found found) {
		if (answer.getSection(Section.ANSWER).isEmpty()) {
			answer.getHeader().unsetFlag(Flags.AA);
		}
		for (Record server : found.records()) {
			answer.addRecord(server, Section.AUTHORITY);
			Name name = server.getAdditionalName();
			zone.at(name, Type.A).forEach((glue) -> answer.addRecord(glue, Section.ADDITIONAL));
			zone.at(name, Type.AAAA).forEach((glue) -> answer.addRecord(glue, Section.ADDITIONAL));
		}
	}

	private void addNothing(Message answer, ZoneContent zone, ZoneContent.Found.Kind kind, Name name, int type) {
		if (addDefault(answer, name, type)) {
			return;
		}
		if (kind == ZoneContent.Found.Kind.NO_NAME && this.defaultAddress.isEmpty()) {
			answer.getHeader().setRcode(Rcode.NXDOMAIN);
		}
		zone.at(zone.origin(), Type.SOA).forEach((soa) -> answer.addRecord(soa, Section.AUTHORITY));
	}

	private boolean addDefault(Message answer, Name name, int type) {
		Optional<InetAddress> address = this.defaultAddress
			.filter((ip) -> type == ((ip instanceof Inet4Address) ? Type.A : Type.AAAA));
		address.ifPresent((ip) -> answer.addRecord(Records.address(name, ip), Section.ANSWER));
		return address.isPresent();
	}

}
