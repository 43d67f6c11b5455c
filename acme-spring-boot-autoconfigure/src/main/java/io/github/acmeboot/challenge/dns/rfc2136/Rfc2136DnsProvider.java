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
import java.time.Duration;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rfc2136.UpdateServer.Conversation;

/**
 * Has a server of one's own change its zones. What is begun is finished: an interrupt is
 * kept, and takes effect afterwards.
 */
final class Rfc2136DnsProvider implements DnsProvider {

	private static final Log logger = LogFactory.getLog(Rfc2136DnsProvider.class);

	private final UpdateServer server;

	private final UpdateFailures failures;

	private final ZoneFinder zones;

	private final @Nullable Name zone;

	private final Duration ttl;

	Rfc2136DnsProvider(ValidProperties properties) {
		this.server = properties.server();
		this.failures = new UpdateFailures(this.server, properties.keyName());
		this.zones = new ZoneFinder(this.failures);
		this.zone = properties.zone();
		this.ttl = properties.ttl();
		if (this.server.key() == null) {
			logger.warn("Updates sent to DNS server '" + this.server
					+ "' are not signed: whoever uses an address that it allows can change its zones. "
					+ "Set 'acme.challenge.dns.rfc2136.tsig.key-name' and '.secret'.");
		}
	}

	@Override
	public void add(TxtRecord record) {
		TXTRecord value = value(record);
		change(new Change(Change.Verb.ADD, record, null), value.getName(), (update) -> {
			update.absent(value.getName(), Type.CNAME);
			update.add(value);
		});
	}

	@Override
	public void remove(TxtRecord record) {
		TXTRecord value = value(record);
		change(new Change(Change.Verb.REMOVE, record, null), value.getName(), (update) -> update.delete(value));
	}

	private TXTRecord value(TxtRecord record) {
		return new TXTRecord(name(record), DClass.IN, this.ttl.toSeconds(), record.value().replace("\\", "\\\\"));
	}

	private static Name name(TxtRecord record) {
		try {
			return Name.fromString(record.name(), Name.root);
		}
		catch (TextParseException ex) {
			throw new IllegalArgumentException("'" + record.name() + "' is no DNS name", ex);
		}
	}

	private void change(Change change, Name name, Consumer<Update> content) {
		boolean interrupted = Thread.interrupted();
		Conversation conversation = this.server.converse();
		Change located = change;
		try {
			Name zone = zone(change, name, conversation);
			located = change.in(zone.toString(true));
			Update update = new Update(zone);
			content.accept(update);
			check(located, conversation.send(update));
		}
		catch (IOException ex) {
			throw this.failures.unanswered(located, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private Name zone(Change change, Name name, Conversation conversation) throws IOException {
		if (this.zone == null) {
			return this.zones.find(name, change, conversation);
		}
		if (!name.subdomain(this.zone)) {
			throw this.failures.outsideOfZone(change.in(this.zone.toString(true)));
		}
		return this.zone;
	}

	private void check(Change change, Answer answer) {
		if (answer.code() != Rcode.NOERROR || answer.signatureError() != Rcode.NOERROR) {
			throw this.failures.refused(change, answer);
		}
		if (!answer.trusted()) {
			throw this.failures.untrusted(change);
		}
	}

	@Override
	public String toString() {
		return "Rfc2136DnsProvider[" + this.server + "]";
	}

}
