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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Asks one server and shows what it says, as {@code dig} does.
 */
final class DnsClient {

	private final SimpleResolver resolver;

	DnsClient(DnsTestServer server) {
		this(server.address());
	}

	DnsClient(InetSocketAddress server) {
		this.resolver = new SimpleResolver(server);
	}

	SimpleResolver resolver() {
		return this.resolver;
	}

	DnsClient tcp() {
		this.resolver.setTCP(true);
		return this;
	}

	DnsClient ignoringTruncation() {
		this.resolver.setIgnoreTruncation(true);
		return this;
	}

	DnsClient timeout(Duration timeout) {
		this.resolver.setTimeout(timeout);
		return this;
	}

	Message ask(String name, int type) throws IOException {
		return this.resolver
			.send(Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)));
	}

	/**
	 * What a server says on one line: code, whether it is authoritative, the answer and
	 * the authority.
	 */
	String dig(String name, int type) {
		Message answer = message(name, type);
		return "%s%s %s %s".formatted(Rcode.string(answer.getRcode()),
				answer.getHeader().getFlag(Flags.AA) ? " aa" : "", section(answer, Section.ANSWER),
				section(answer, Section.AUTHORITY));
	}

	List<String> txt(String name) {
		return message(name, Type.TXT).getSection(Section.ANSWER)
			.stream()
			.map((record) -> Records.text((TXTRecord) record))
			.toList();
	}

	private Message message(String name, int type) {
		try {
			return ask(name, type);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> section(Message answer, int section) {
		return answer.getSection(section).stream().map(DnsClient::text).toList();
	}

	private static String text(Record record) {
		String data = (record.getType() != Type.SOA) ? " " + record.rdataToString() : "";
		return record.getName() + " " + Type.string(record.getType()) + data;
	}

}
