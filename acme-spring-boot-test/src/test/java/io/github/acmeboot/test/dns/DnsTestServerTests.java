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
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

import io.github.acmeboot.test.dns.RecordedQuery.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DnsTestServer}.
 */
class DnsTestServerTests {

	private static final String SOA = "[example.org. SOA]";

	private final DnsTestServer server = DnsTestServer.start("example.org");

	private final DnsZone zone = this.server.zone("example.org");

	private final DnsClient client = new DnsClient(this.server);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aZoneHasAServerAndThatAnAddress() {
		assertThat(this.client.dig("example.org", Type.NS))
			.isEqualTo("NOERROR aa [example.org. NS ns1.example.org.] []");
		assertThat(this.client.dig("ns1.example.org", Type.A))
			.isEqualTo("NOERROR aa [ns1.example.org. A 127.0.0.1] []");
		assertThat(this.client.dig("example.org", Type.SOA)).isEqualTo("NOERROR aa " + SOA + " []");
	}

	@Test
	void allValuesOfANameAreAnswered() {
		this.zone.txt("a.example.org", "one").txt("a.example.org", "two").txt("a.example.org", "one");
		assertThat(this.client.txt("a.example.org")).containsExactlyInAnyOrder("one", "two");
		assertThat(this.zone.txtValues("A.Example.org.")).containsExactly("one", "two");
	}

	@Test
	void namesHaveNoCase() {
		this.zone.txt("a.Example.org", "one");
		assertThat(this.client.txt("A.eXample.ORG")).containsExactly("one");
	}

	@Test
	void valuesAreKeptByteByByte() {
		List<String> values = List.of("", "with \"quotes\" and \\ and ;", "Grüße", "x".repeat(255), "y".repeat(700));
		values.forEach((value) -> this.zone.txt("a.example.org", value));
		assertThat(this.client.txt("a.example.org")).containsExactlyInAnyOrderElementsOf(values);
	}

	@Test
	void aNameThatDoesNotExistIsToldFromOneWithoutSuchRecords() {
		this.zone.txt("a.b.example.org", "one");
		assertThat(this.client.dig("c.example.org", Type.TXT)).isEqualTo("NXDOMAIN aa [] " + SOA);
		assertThat(this.client.dig("a.b.example.org", Type.A)).isEqualTo("NOERROR aa [] " + SOA);
		assertThat(this.client.dig("b.example.org", Type.TXT)).isEqualTo("NOERROR aa [] " + SOA);
	}

	@Test
	void aNameOfNoZoneIsRefused() {
		assertThat(this.client.dig("example.net", Type.TXT)).isEqualTo("REFUSED [] []");
	}

	@Test
	void aRemovedZoneIsRefused() {
		this.server.removeZone("example.org");
		assertThat(this.client.dig("example.org", Type.SOA)).isEqualTo("REFUSED [] []");
	}

	@Test
	void aliasesAreFollowedThroughAllZonesOfTheServer() {
		this.zone.cname("a.example.org", "b.example.net");
		this.server.zone("example.net").txt("b.example.net", "one");
		assertThat(this.client.dig("a.example.org", Type.TXT))
			.isEqualTo("NOERROR aa [a.example.org. CNAME b.example.net., b.example.net. TXT one] []");
		assertThat(this.client.dig("a.example.org", Type.CNAME))
			.isEqualTo("NOERROR aa [a.example.org. CNAME b.example.net.] []");
	}

	@Test
	void anAliasIntoAnotherServersZoneIsAllThatIsAnswered() {
		this.zone.cname("a.example.org", "b.example.net");
		assertThat(this.client.dig("a.example.org", Type.TXT))
			.isEqualTo("NOERROR aa [a.example.org. CNAME b.example.net.] []");
	}

	@Test
	void anAliasToANameThatDoesNotExistSaysSo() {
		this.zone.cname("a.example.org", "b.example.org");
		assertThat(this.client.dig("a.example.org", Type.TXT))
			.isEqualTo("NXDOMAIN aa [a.example.org. CNAME b.example.org.] " + SOA);
	}

	@Test
	void aLoopOfAliasesEnds() {
		this.zone.cname("a.example.org", "b.example.org").cname("b.example.org", "a.example.org");
		assertThat(this.client.dig("a.example.org", Type.TXT))
			.isEqualTo("NOERROR aa [a.example.org. CNAME b.example.org., b.example.org. CNAME a.example.org.] []");
	}

	@Test
	void wildcardsStandForNamesThatDoNotExist() {
		this.zone.address("*.example.org", "127.0.0.9").txt("a.b.example.org", "one");
		assertThat(this.client.dig("any.thing.example.org", Type.A))
			.isEqualTo("NOERROR aa [any.thing.example.org. A 127.0.0.9] []");
		assertThat(this.client.dig("a.b.example.org", Type.A)).isEqualTo("NOERROR aa [] " + SOA);
		assertThat(this.client.dig("c.b.example.org", Type.A)).isEqualTo("NXDOMAIN aa [] " + SOA);
		assertThat(this.client.dig("any.example.org", Type.TXT)).isEqualTo("NOERROR aa [] " + SOA);
	}

	@Test
	void aWildcardMayBeAnAlias() {
		this.zone.cname("*.example.org", "www.example.org").txt("www.example.org", "one");
		assertThat(this.client.dig("_acme-challenge.example.org", Type.TXT)).isEqualTo(
				"NOERROR aa " + "[_acme-challenge.example.org. CNAME www.example.org., www.example.org. TXT one] []");
	}

	@Test
	void aDelegatedNameIsReferredToItsServer() throws IOException {
		this.zone.delegate("child.example.org", "ns.child.example.org", "127.0.0.3");
		assertThat(this.client.dig("a.child.example.org", Type.TXT))
			.isEqualTo("NOERROR [] [child.example.org. NS ns.child.example.org.]");
		assertThat(this.client.ask("child.example.org", Type.NS).getSection(Section.ADDITIONAL))
			.anySatisfy((glue) -> assertThat(glue.toString()).contains("ns.child.example.org.", "127.0.0.3"));
	}

	@Test
	void aZoneOfTheServerIsNotDelegated() {
		this.zone.delegate("child.example.org", "ns.child.example.org", "127.0.0.3");
		this.server.zone("child.example.org").txt("a.child.example.org", "here");
		assertThat(this.client.txt("a.child.example.org")).containsExactly("here");
	}

	@Test
	void addressesMayBeOfBothKinds() {
		this.zone.address("a.example.org", "127.0.0.9").address("a.example.org", "::1");
		assertThat(this.client.dig("a.example.org", Type.A)).isEqualTo("NOERROR aa [a.example.org. A 127.0.0.9] []");
		assertThat(this.client.dig("a.example.org", Type.AAAA))
			.isEqualTo("NOERROR aa [a.example.org. AAAA 0:0:0:0:0:0:0:1] []");
	}

	@Test
	void everyNameCanHaveAnAddress() {
		try (DnsTestServer all = DnsTestServer.builder().zones("example.org").defaultAddress("127.0.0.1").start()) {
			DnsClient asking = new DnsClient(all);
			all.zone("example.org").address("a.example.org", "127.0.0.9").txt("b.example.org", "one");
			assertThat(asking.dig("a.example.org", Type.A)).contains("A 127.0.0.9").doesNotContain("127.0.0.1");
			assertThat(asking.dig("b.example.org", Type.A)).isEqualTo("NOERROR aa [b.example.org. A 127.0.0.1] []");
			assertThat(asking.dig("c.example.net", Type.A)).isEqualTo("NOERROR aa [c.example.net. A 127.0.0.1] []");
			assertThat(asking.dig("c.example.net", Type.AAAA)).isEqualTo("NOERROR aa [] []");
			assertThat(asking.dig("c.example.org", Type.TXT)).isEqualTo("NOERROR aa [] " + SOA);
		}
	}

	@Test
	void everyChangeRaisesTheSerialNumber() {
		long serial = this.zone.serial();
		this.zone.txt("a.example.org", "one").txt("a.example.org", "one").removeTxt("a.example.org", "two");
		assertThat(this.zone.serial()).isEqualTo(serial + 1);
		this.zone.removeAll("a.example.org");
		assertThat(this.zone.serial()).isEqualTo(serial + 2);
		assertThat(this.zone.records()).hasSize(3);
	}

	@Test
	void aNameOfAnotherZoneIsNotTaken() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.zone.txt("a.example.net", "one"))
			.withMessage("'a.example.net' is not in the zone 'example.org'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.zone.removeAll("example.org"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.zone.txt("a..example.org", "one"))
			.withMessageContaining("is not a DNS name");
	}

	@Test
	void manyValuesComeByTcp() {
		List<String> values = IntStream.range(0, 40).mapToObj((i) -> i + "-" + "x".repeat(100)).toList();
		values.forEach((value) -> this.zone.txt("a.example.org", value));
		assertThat(this.client.txt("a.example.org")).containsExactlyInAnyOrderElementsOf(values);
		assertThat(this.server.queries()).extracting(RecordedQuery::transport)
			.containsExactly(Transport.UDP, Transport.TCP);
	}

	@Test
	void anAnswerWithoutRoomIsMarkedAsTruncated() throws IOException {
		IntStream.range(0, 40).forEach((i) -> this.zone.txt("a.example.org", i + "-" + "x".repeat(100)));
		Message answer = this.client.ignoringTruncation().ask("a.example.org", Type.TXT);
		assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
		assertThat(answer.getSection(Section.ANSWER)).hasSizeLessThan(40);
	}

	@Test
	void oneConnectionTakesSeveralQueries() throws IOException {
		this.zone.txt("a.example.org", "one");
		try (Socket socket = new Socket(this.server.address().getAddress(), this.server.port())) {
			assertThat(byTcp(socket, query("a.example.org")).getSection(Section.ANSWER)).hasSize(1);
			assertThat(byTcp(socket, query("b.example.org")).getRcode()).isEqualTo(Rcode.NXDOMAIN);
		}
	}

	@Test
	void aClientWithoutExtensionsGetsShortDatagrams() throws IOException {
		IntStream.range(0, 10).forEach((i) -> this.zone.txt("a.example.org", i + "-" + "x".repeat(100)));
		byte[] answer = byUdp(query("a.example.org").toWire());
		assertThat(answer).hasSizeLessThanOrEqualTo(512);
		assertThat(new Message(answer).getHeader().getFlag(Flags.TC)).isTrue();
		assertThat(new Message(answer).getOPT()).isNull();
	}

	@Test
	void whatIsNoQueryIsNotImplemented() throws IOException {
		Message update = Message.newUpdate(Name.fromString("example.org."));
		assertThat(new Message(byUdp(update.toWire())).getRcode()).isEqualTo(Rcode.NOTIMP);
		Message empty = new Message(7);
		empty.getHeader().setOpcode(Opcode.QUERY);
		assertThat(new Message(byUdp(empty.toWire())).getRcode()).isEqualTo(Rcode.FORMERR);
	}

	@Test
	void garbageIsOverlooked() throws IOException {
		this.zone.txt("a.example.org", "one");
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.send(new DatagramPacket(new byte[] { 1, 2, 3 }, 3, this.server.address()));
		}
		assertThat(this.client.txt("a.example.org")).containsExactly("one");
	}

	@Test
	void queriesAreRecorded() {
		this.client.dig("A.example.org", Type.TXT);
		new DnsClient(this.server).tcp().dig("b.example.net", Type.SOA);
		assertThat(this.server.queries()).extracting(RecordedQuery::toString)
			.containsExactly("UDP TXT A.example.org", "TCP SOA b.example.net");
		this.server.resetQueries();
		assertThat(this.server.queries()).isEmpty();
	}

	@Test
	void theLibrarysOwnResolverFollowsWhatIsAnswered() throws Exception {
		this.zone.cname("a.example.org", "b.example.org").txt("b.example.org", "one");
		LookupSession session = LookupSession.builder().resolver(this.client.resolver()).build();
		List<Record> records = session.lookupAsync(Name.fromString("a.example.org."), Type.TXT)
			.toCompletableFuture()
			.get()
			.getRecords();
		assertThat(records).extracting(Record::rdataToString).containsExactly("one");
	}

	@Test
	void aPortThatIsTakenIsNamed() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, this.server.address().getAddress())) {
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> DnsTestServer.builder().port(taken.getLocalPort()).start())
				.withMessage("Unable to listen on port %d of 127.0.0.1 by UDP and TCP", taken.getLocalPort());
		}
	}

	@Test
	void theServerMayBeAnywhereOnTheLoopbackInterface() {
		try (DnsTestServer other = DnsTestServer.builder().address("127.0.0.7").zones("example.org").start()) {
			assertThat(other.address().getAddress().getHostAddress()).isEqualTo("127.0.0.7");
			assertThat(new DnsClient(other).dig("ns1.example.org", Type.A)).contains("A 127.0.0.7");
		}
	}

	@Test
	void aClosedServerAnswersNothing() throws IOException {
		InetSocketAddress address = this.server.address();
		this.server.close();
		try (ServerSocket tcp = new ServerSocket(address.getPort(), 1, address.getAddress());
				DatagramSocket udp = new DatagramSocket(address)) {
			assertThat(tcp.isBound() && udp.isBound()).isTrue();
		}
	}

	private static Message query(String name) throws TextParseException {
		return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.TXT, DClass.IN));
	}

	private byte[] byUdp(byte[] query) throws IOException {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.setSoTimeout(20_000);
			socket.send(new DatagramPacket(query, query.length, this.server.address()));
			DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
			socket.receive(answer);
			return Arrays.copyOf(answer.getData(), answer.getLength());
		}
	}

	private static Message byTcp(Socket socket, Message query) throws IOException {
		byte[] wire = query.toWire();
		socket.getOutputStream().write(new byte[] { (byte) (wire.length >> 8), (byte) wire.length });
		socket.getOutputStream().write(wire);
		byte[] length = socket.getInputStream().readNBytes(2);
		return new Message(socket.getInputStream().readNBytes(((length[0] & 0xff) << 8) | (length[1] & 0xff)));
	}

}
