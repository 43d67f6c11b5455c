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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;

/**
 * Asks all authoritative servers of a TXT record for it, at once and directly. Nothing is
 * remembered from one look to the next, neither what is there nor what is not. Safe for
 * use by several threads.
 */
public final class Propagation {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final Zones zones;

	private final int quorum;

	/**
	 * Creates what looks at records.
	 * @param resolvers find the zones and their servers
	 * @param port the port of the authoritative servers
	 * @param quorum the percentage of the servers that have to answer with a record
	 */
	public Propagation(Resolvers resolvers, int port, int quorum) {
		this(resolvers, port, quorum, TIMEOUT);
	}

	Propagation(Resolvers resolvers, int port, int quorum, Duration timeout) {
		this.zones = new Zones(resolvers, port, timeout);
		this.quorum = quorum;
	}

	/**
	 * Looks at a record. Takes a few seconds at most for each step.
	 * @param name the name of the record
	 * @param value its value
	 * @return what the servers answer
	 * @throws AcmeException if the servers cannot be found, or the thread is interrupted
	 */
	public Sighting look(String name, String value) {
		Zone zone = this.zones.find(name);
		Name record = Names.of(name);
		List<CompletableFuture<ServerReport>> reports = zone.servers()
			.stream()
			.map((server) -> ask(server, record, value))
			.toList();
		return Sighting.of(Names.text(zone.name()), reports.stream().map(Waiting::get).toList(), this.quorum);
	}

	private CompletableFuture<ServerReport> ask(Zone.Server server, Name name, String value) {
		List<NameServer> routed = server.addresses().stream().filter(NameServer::hasRoute).toList();
		boolean counted = !routed.isEmpty() || server.addresses().isEmpty();
		List<CompletableFuture<ServerReport.Answer>> answers = routed.stream()
			.map((address) -> address.ask(name, Type.TXT).thenApply((reply) -> answer(reply, name, value)))
			.toList();
		return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
			.thenApply((done) -> new ServerReport(Names.text(server.name()), counted,
					answers.stream().map(CompletableFuture::join).toList()));
	}

	private static ServerReport.Answer answer(Reply reply, Name name, String value) {
		if (!reply.isAnswered()) {
			return new ServerReport.Answer(false, false, reply.server() + " " + reply.problem());
		}
		boolean found = reply.isAuthoritative() && reply.rcode() == Rcode.NOERROR && texts(reply, name).contains(value);
		return new ServerReport.Answer(true, found, reply.server() + (found ? "" : " " + lack(reply, name)));
	}

	private static String lack(Reply reply, Name name) {
		if (reply.rcode() != Rcode.NOERROR && reply.rcode() != Rcode.NXDOMAIN) {
			return reply.problem();
		}
		if (!reply.isAuthoritative()) {
			return "is not authoritative for the zone";
		}
		if (reply.isAlias(name)) {
			return "answers with a CNAME record";
		}
		return texts(reply, name).isEmpty() ? "answers that there is no such record" : "answers with other values only";
	}

	private static List<String> texts(Reply reply, Name name) {
		return reply.answers(TXTRecord.class)
			.filter((record) -> record.getName().equals(name))
			.map(Propagation::text)
			.toList();
	}

	private static String text(TXTRecord record) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		record.getStringsAsByteArrays().forEach(text::writeBytes);
		return text.toString(StandardCharsets.ISO_8859_1);
	}

}
