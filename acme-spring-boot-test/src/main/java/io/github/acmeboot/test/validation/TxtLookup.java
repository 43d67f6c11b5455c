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

package io.github.acmeboot.test.validation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Looks up the TXT values of a name, wherever it leads. Apart from its caller, since only
 * this needs dnsjava.
 */
final class TxtLookup {

	private static final int MAX_ALIASES = 10;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final SimpleResolver resolver;

	TxtLookup(InetSocketAddress server) {
		this.resolver = new SimpleResolver(server);
		this.resolver.setTimeout(TIMEOUT);
	}

	List<String> values(String host) {
		Name name = name(host);
		for (int i = 0; i <= MAX_ALIASES; i++) {
			Message answer = ask(name, host);
			Optional<Name> target = target(answer, name);
			if (target.isEmpty()) {
				return values(answer, name);
			}
			name = target.get();
		}
		throw problem("SERVFAIL", host, " - the domain's nameservers may be malfunctioning");
	}

	private Message ask(Name name, String host) {
		Message answer = send(name, host);
		return switch (answer.getRcode()) {
			case Rcode.NOERROR -> answer;
			case Rcode.NXDOMAIN -> throw problem("NXDOMAIN", host, " - check that a DNS record exists for this domain");
			case Rcode.SERVFAIL -> throw problem("SERVFAIL", host, " - the domain's nameservers may be malfunctioning");
			default -> throw problem(Rcode.string(answer.getRcode()), host, "");
		};
	}

	private Message send(Name name, String host) {
		try {
			return this.resolver.send(Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN)));
		}
		catch (IOException ex) {
			throw problem("query timed out", host, "");
		}
	}

	private static Optional<Name> target(Message answer, Name name) {
		return answer.getSection(Section.ANSWER)
			.stream()
			.filter((record) -> record instanceof CNAMERecord && record.getName().equals(name))
			.map((record) -> ((CNAMERecord) record).getTarget())
			.findFirst();
	}

	private static List<String> values(Message answer, Name name) {
		return answer.getSection(Section.ANSWER)
			.stream()
			.filter((record) -> record instanceof TXTRecord && record.getName().equals(name))
			.map((record) -> value((TXTRecord) record))
			.toList();
	}

	private static String value(TXTRecord txt) {
		ByteArrayOutputStream value = new ByteArrayOutputStream();
		for (Object part : (List<?>) txt.getStringsAsByteArrays()) {
			value.writeBytes((byte[]) part);
		}
		return value.toString(StandardCharsets.UTF_8);
	}

	private static Name name(String host) {
		try {
			return Name.fromString(host, Name.root);
		}
		catch (TextParseException ex) {
			throw new ProblemException(ProblemType.MALFORMED, "'" + host + "' is not a DNS name");
		}
	}

	private static ProblemException problem(String what, String host, String advice) {
		return new ProblemException(ProblemType.DNS, "DNS problem: " + what + " looking up TXT for " + host + advice);
	}

}
