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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import io.github.acmeboot.test.dns.RecordedQuery.Transport;

/**
 * Records queries, and answers them with the faults that are in force.
 */
final class DnsResponder implements DnsListener.QueryHandler, AutoCloseable {

	private static final Log logger = LogFactory.getLog(DnsResponder.class);

	private static final int DATAGRAM = 512;

	private static final int MAX_MESSAGE = 65_535;

	private final List<RecordedQuery> queries = new CopyOnWriteArrayList<>();

	private final Answers answers;

	private final DnsFaults faults;

	private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "dns-test-server-delay");
		thread.setDaemon(true);
		return thread;
	});

	DnsResponder(Answers answers, DnsFaults faults) {
		this.answers = answers;
		this.faults = faults;
	}

	List<RecordedQuery> queries() {
		return List.copyOf(this.queries);
	}

	void clear() {
		this.queries.clear();
	}

	@Override
	public void handle(Transport transport, byte[] bytes, DnsListener.Reply reply) throws IOException {
		Message query = new Message(bytes);
		if (query.getHeader().getFlag(Flags.QR)) {
			return;
		}
		DnsReply answer = answer(transport, query);
		Optional<byte[]> wire = answer.message().map((message) -> wire(transport, query, message, answer.truncated()));
		if (wire.isPresent() && answer.delay().isZero()) {
			reply.send(wire.get());
		}
		else if (wire.isPresent()) {
			this.later.schedule(() -> send(reply, wire.get()), answer.delay().toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private DnsReply answer(Transport transport, Message query) {
		Record question = query.getQuestion();
		if (question == null) {
			return DnsReply.of(this.answers.answer(query));
		}
		RecordedQuery recorded = new RecordedQuery(transport, Names.text(question.getName()),
				Type.string(question.getType()));
		this.queries.add(recorded);
		return this.faults.apply(recorded, () -> this.answers.answer(query));
	}

	private void send(DnsListener.Reply reply, byte[] answer) {
		try {
			reply.send(answer);
		}
		catch (IOException ex) {
			logger.debug("The client did not wait", ex);
		}
	}

	private static byte[] wire(Transport transport, Message query, Message answer, boolean truncated) {
		if (transport == Transport.TCP) {
			return answer.toWire(MAX_MESSAGE);
		}
		if (truncated) {
			answer.getHeader().setFlag(Flags.TC);
			answer.removeAllRecords(Section.ANSWER);
			answer.removeAllRecords(Section.AUTHORITY);
		}
		OPTRecord opt = query.getOPT();
		return answer.toWire((opt != null) ? Math.max(DATAGRAM, opt.getPayloadSize()) : DATAGRAM);
	}

	@Override
	public void close() {
		this.later.shutdownNow();
	}

}
