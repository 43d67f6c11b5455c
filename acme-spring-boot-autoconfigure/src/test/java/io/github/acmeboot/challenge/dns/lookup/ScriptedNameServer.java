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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * An authoritative name server on a loopback address, by UDP and TCP, that can misbehave.
 */
public final class ScriptedNameServer implements AutoCloseable {

	private static final int TTL = 3600;

	private static final int MAX_UDP = 512;

	/**
	 * What whoever expects an answer has time for, however slow the machine is.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<Record> records = new CopyOnWriteArrayList<>();

	private final List<String> questions = new CopyOnWriteArrayList<>();

	private final DatagramSocket udp;

	private final ServerSocket tcp;

	private volatile UnaryOperator<@Nullable Message> behaviour = UnaryOperator.identity();

	private ScriptedNameServer(InetAddress address, int port) throws IOException {
		this.udp = new DatagramSocket(new InetSocketAddress(address, port));
		try {
			this.tcp = new ServerSocket(this.udp.getLocalPort(), 50, address);
		}
		catch (IOException ex) {
			this.udp.close();
			throw ex;
		}
		start(this::serveUdp);
		start(this::serveTcp);
	}

	/**
	 * Starts servers on 127.0.0.1, 127.0.0.2 and so on, all on one port.
	 * @param number how many
	 * @return the servers
	 */
	public static List<ScriptedNameServer> start(int number) {
		for (int attempt = 1;; attempt++) {
			List<ScriptedNameServer> servers = new ArrayList<>();
			try {
				for (int i = 1; i <= number; i++) {
					int port = servers.isEmpty() ? 0 : servers.get(0).port();
					servers.add(new ScriptedNameServer(InetAddress.getByName("127.0.0." + i), port));
				}
				return servers;
			}
			catch (IOException ex) {
				servers.forEach(ScriptedNameServer::close);
				if (attempt == 20) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	public static ScriptedNameServer start() {
		return start(1).get(0);
	}

	/**
	 * Makes resolvers that wait for an answer for longer than those of an application.
	 * @param servers where they are
	 * @return the resolvers
	 */
	public static Resolvers resolvers(ScriptedNameServer... servers) {
		return new Resolvers(Arrays.stream(servers).map(ScriptedNameServer::address).toList(), PATIENCE);
	}

	/**
	 * Makes what looks at records, and waits for the answers for longer than in an
	 * application.
	 * @param quorum the percentage of the servers that have to answer with a record
	 * @return what asks this server for the others
	 */
	public Propagation propagation(int quorum) {
		return new Propagation(resolvers(this), port(), quorum, PATIENCE);
	}

	public int port() {
		return this.tcp.getLocalPort();
	}

	public String host() {
		return this.tcp.getInetAddress().getHostAddress();
	}

	public ServerAddress address() {
		return new ServerAddress(host(), port());
	}

	/**
	 * Makes the server one of a zone.
	 * @param zone the name of the zone
	 * @param servers all servers of the zone, which are {@code ns1}, {@code ns2} and so
	 * on below it
	 * @return this
	 */
	public ScriptedNameServer zone(String zone, ScriptedNameServer... servers) {
		return zone(zone, Arrays.stream(servers).map(ScriptedNameServer::host).toArray(String[]::new));
	}

	ScriptedNameServer zone(String zone, String... addresses) {
		Name name = name(zone);
		this.records
			.add(new SOARecord(name, DClass.IN, TTL, name("ns1." + zone), name("root." + zone), 1, TTL, TTL, TTL, TTL));
		for (int i = 0; i < addresses.length; i++) {
			Name server = name("ns" + (i + 1) + "." + zone);
			this.records.add(new NSRecord(name, DClass.IN, TTL, server));
			address(server, addresses[i]);
		}
		return this;
	}

	private void address(Name server, String address) {
		try {
			InetAddress parsed = InetAddress.getByName(address);
			this.records.add((parsed.getAddress().length == 4) ? new ARecord(server, DClass.IN, TTL, parsed)
					: new AAAARecord(server, DClass.IN, TTL, parsed));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public ScriptedNameServer cname(String name, String target) {
		this.records.add(new CNAMERecord(name(name), DClass.IN, TTL, name(target)));
		return this;
	}

	public void txt(String name, String... strings) {
		this.records.add(new TXTRecord(name(name), DClass.IN, TTL, Arrays.asList(strings)));
	}

	public void removeTxt(String name, String value) {
		this.records.remove(new TXTRecord(name(name), DClass.IN, TTL, value));
	}

	/**
	 * Returns the values under a name.
	 * @param name the name
	 * @return the values, as they are in the zone
	 */
	public List<String> texts(String name) {
		return this.records.stream()
			.filter(TXTRecord.class::isInstance)
			.map(TXTRecord.class::cast)
			.filter((record) -> record.getName().equals(name(name)))
			.map((record) -> String.join("", record.getStrings()))
			.toList();
	}

	/**
	 * Makes the server misbehave.
	 * @param behaviour what becomes of an answer; {@code null} for none at all
	 */
	public void behave(UnaryOperator<@Nullable Message> behaviour) {
		this.behaviour = behaviour;
	}

	public void behave() {
		behave(UnaryOperator.identity());
	}

	public void beSilent() {
		behave((answer) -> null);
	}

	public void fail(int rcode) {
		behave((answer) -> {
			Message failure = new Message(answer.getHeader().getID());
			failure.getHeader().setFlag(Flags.QR);
			failure.getHeader().setRcode(rcode);
			failure.addRecord(answer.getQuestion(), Section.QUESTION);
			return failure;
		});
	}

	/**
	 * Returns what was asked.
	 * @return the questions, such as {@code udp TXT example.com}
	 */
	public List<String> questions() {
		return this.questions;
	}

	@Override
	public void close() {
		this.udp.close();
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serveUdp() throws IOException {
		while (true) {
			DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
			this.udp.receive(packet);
			Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
			Message answer = respond("udp", query);
			if (answer != null) {
				int size = (query.getOPT() != null) ? query.getOPT().getPayloadSize() : MAX_UDP;
				byte[] bytes = answer.toWire(size);
				this.udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
			}
		}
	}

	private void serveTcp() throws IOException {
		while (true) {
			try (Socket socket = this.tcp.accept()) {
				DataInputStream in = new DataInputStream(socket.getInputStream());
				byte[] query = in.readNBytes(in.readUnsignedShort());
				Message answer = respond("tcp", new Message(query));
				if (answer != null) {
					byte[] bytes = answer.toWire();
					DataOutputStream out = new DataOutputStream(socket.getOutputStream());
					out.writeShort(bytes.length);
					out.write(bytes);
					out.flush();
				}
			}
		}
	}

	private @Nullable Message respond(String transport, Message query) {
		Record question = query.getQuestion();
		this.questions.add(transport + " " + Type.string(question.getType()) + " " + question.getName().toString(true)
				+ (query.getHeader().getFlag(Flags.RD) ? " recurse" : ""));
		return this.behaviour.apply(answer(query, question));
	}

	private Message answer(Message query, Record question) {
		Message answer = new Message(query.getHeader().getID());
		answer.getHeader().setFlag(Flags.QR);
		answer.addRecord(question, Section.QUESTION);
		SOARecord zone = zone(question.getName());
		if (zone == null) {
			answer.getHeader().setRcode(Rcode.REFUSED);
			return answer;
		}
		answer.getHeader().setFlag(Flags.AA);
		List<Record> found = find(question);
		found.forEach((record) -> answer.addRecord(record, Section.ANSWER));
		if (found.isEmpty()) {
			answer.addRecord(zone, Section.AUTHORITY);
			boolean exists = this.records.stream().anyMatch((record) -> record.getName().subdomain(question.getName()));
			answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
		}
		return answer;
	}

	private List<Record> find(Record question) {
		List<Record> named = named(question.getName());
		List<Record> aliases = named.stream().filter(CNAMERecord.class::isInstance).toList();
		return aliases.isEmpty() ? named.stream().filter((record) -> record.getType() == question.getType()).toList()
				: aliases;
	}

	private List<Record> named(Name name) {
		if (this.records.stream().noneMatch((record) -> record.getName().subdomain(name))) {
			return this.records.stream()
				.filter((record) -> record.getName().equals(name.wild(1)))
				.map((record) -> (Record) new CNAMERecord(name, DClass.IN, TTL, ((CNAMERecord) record).getTarget()))
				.toList();
		}
		return this.records.stream().filter((record) -> record.getName().equals(name)).toList();
	}

	private @Nullable SOARecord zone(Name name) {
		return this.records.stream()
			.filter(SOARecord.class::isInstance)
			.map(SOARecord.class::cast)
			.filter((start) -> name.subdomain(start.getName()))
			.max((one, other) -> Integer.compare(one.getName().labels(), other.getName().labels()))
			.orElse(null);
	}

	private static Name name(String name) {
		return Names.of(name);
	}

	private static void start(Service service) {
		Thread thread = new Thread(() -> {
			try {
				service.serve();
			}
			catch (IOException ex) {
				// closed
			}
		}, "name-server");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What a thread does until a socket is closed.
	 */
	@FunctionalInterface
	private interface Service {

		void serve() throws IOException;

	}

}
