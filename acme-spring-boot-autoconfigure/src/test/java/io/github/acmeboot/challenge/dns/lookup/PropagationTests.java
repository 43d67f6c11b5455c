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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

import io.github.acmeboot.AcmeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Propagation}.
 */
class PropagationTests {

	private static final String NAME = "_acme-challenge.www.example.com";

	private static final String VALUE = "3QLwUHmVrfXWcOz4cG4iKEW4WHqdz_MqAvvGMpJPhP8";

	private final List<ScriptedNameServer> servers = ScriptedNameServer.start(3);

	private final ScriptedNameServer first = this.servers.get(0);

	private final ScriptedNameServer second = this.servers.get(1);

	private final ScriptedNameServer third = this.servers.get(2);

	@BeforeEach
	void serve() {
		this.servers.forEach((server) -> server.zone("example.com", this.first, this.second, this.third));
	}

	@AfterEach
	void stop() {
		this.servers.forEach(ScriptedNameServer::close);
	}

	@Test
	void isVisibleWhenAllServersHaveIt() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		Sighting sighting = look(100);
		assertThat(sighting.visible()).isTrue();
		assertThat(this.servers).allSatisfy((server) -> assertThat(server.questions()).contains("udp TXT " + NAME));
	}

	@Test
	void isInvisibleUntilTheSlowestServerHasIt() {
		this.first.txt(NAME, VALUE);
		this.second.txt(NAME, VALUE);
		Propagation propagation = propagation(100);
		Sighting sighting = propagation.look(NAME, VALUE);
		assertThat(sighting.visible()).isFalse();
		assertThat(sighting.description())
			.contains("of the 3 servers of the zone 'example.com' 2 had it, and 3 have to")
			.contains("had it: ns1.example.com (127.0.0.1:" + this.first.port() + "), ns2.example.com")
			.contains("had it not: ns3.example.com (127.0.0.3:" + this.first.port()
					+ " answers that there is no such record)");
		this.third.txt(NAME, VALUE);
		assertThat(propagation.look(NAME, VALUE).visible()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "33, 1", "34, 2", "66, 2", "67, 3", "100, 3" })
	void theQuorumIsRoundedUp(int quorum, int needed) {
		assertThat(look(quorum).visible()).isFalse();
		for (int having = 1; having <= 3; having++) {
			this.servers.get(having - 1).txt(NAME, VALUE);
			assertThat(look(quorum).visible()).isEqualTo(having >= needed);
		}
	}

	@Test
	void anUnreachableServerDoesNotHaveItAndIsNamed() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.third.close();
		assertThat(lookHastily(60).visible()).isTrue();
		Sighting sighting = lookHastily(100);
		assertThat(sighting.visible()).isFalse();
		assertThat(sighting.description()).contains("had it not: ns3.example.com (127.0.0.3:")
			.contains("does not answer");
	}

	@Test
	void aSilentServerDoesNotHaveItAndIsNamed() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.second.beSilent();
		assertThat(lookHastily(100).description())
			.contains("ns2.example.com (127.0.0.2:" + this.first.port() + " does not answer within 3 s)");
	}

	@Test
	void aServerThatFailsIsNamed() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.second.fail(Rcode.SERVFAIL);
		assertThat(look(100).description())
			.contains("had it not: ns2.example.com (127.0.0.2:" + this.first.port() + " answers SERVFAIL)");
	}

	@Test
	void anAnswerThatIsNotAuthoritativeDoesNotCount() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.third.behave((answer) -> {
			answer.getHeader().unsetFlag(Flags.AA);
			return answer;
		});
		assertThat(look(100).description()).contains("had it not: ns3.example.com")
			.contains("is not authoritative for the zone");
	}

	@Test
	void otherValuesAreToldFromNone() {
		this.servers.forEach((server) -> server.txt(NAME, "another"));
		assertThat(look(100).description()).contains("answers with other values only");
	}

	@Test
	void anAliasIsTold() {
		this.servers.forEach((server) -> server.cname(NAME, "a.example.net"));
		assertThat(look(100).description()).contains("answers with a CNAME record");
	}

	@Test
	void whatDoesNotFitIsAskedForByTcp() {
		IntStream.range(0, 60).forEach((i) -> this.servers.forEach((server) -> server.txt(NAME, i + "-" + VALUE)));
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		assertThat(look(100).visible()).isTrue();
		assertThat(this.first.questions()).contains("tcp TXT " + NAME);
	}

	@Test
	void aValueMayBeInPieces() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE.substring(0, 10), VALUE.substring(10)));
		assertThat(look(100).visible()).isTrue();
	}

	@Test
	void theNearestZoneAboveTheNameIsTheOne() {
		this.servers.forEach((server) -> server.zone("www.example.com", this.second));
		this.second.txt(NAME, VALUE);
		assertThat(look(100).visible()).isTrue();
		assertThat(look(100).description()).contains("of the 1 servers of the zone 'www.example.com'");
	}

	@Test
	void aNameOnTheWayThatIsAnAliasIsPassed() {
		this.first.zone("example.net", this.first).cname("www.example.com", "www.example.net");
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.first.behave((answer) -> {
			boolean atName = answer.getQuestion().getName().equals(Names.of(NAME));
			if (atName && answer.getHeader().getRcode() == Rcode.NOERROR) {
				answer.removeAllRecords(Section.AUTHORITY);
			}
			return answer;
		});
		assertThat(look(100).description()).contains("of the zone 'example.com'");
	}

	@Test
	void aServerWithoutAddressIsNamed() {
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		this.first.behave((answer) -> {
			if (answer.getQuestion().getName().equals(Names.of("ns2.example.com"))) {
				answer.removeAllRecords(Section.ANSWER);
			}
			return answer;
		});
		assertThat(look(100).visible()).isFalse();
		assertThat(look(100).description()).contains("had it not: ns2.example.com (has no address)");
	}

	@Test
	void aServerToWhichThereIsNoWayDoesNotCount() {
		this.first.zone("example.org", this.first.host(), "2001:db8::1");
		this.first.txt("_acme-challenge.example.org", VALUE);
		Sighting sighting = hasty(100).look("_acme-challenge.example.org", VALUE);
		assertThat(sighting.visible()).isEqualTo(!hasRouteTo("2001:db8::1"));
		assertThat(sighting.description()).contains("ns2.example.org (");
	}

	private static boolean hasRouteTo(String address) {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.connect(new InetSocketAddress(address, 53));
			return socket.isConnected();
		}
		catch (IOException | UncheckedIOException ex) {
			return false;
		}
	}

	@Test
	void nothingIsRememberedOfARecordThatWasNotThere() {
		Propagation propagation = propagation(100);
		assertThat(propagation.look(NAME, VALUE).visible()).isFalse();
		this.servers.forEach((server) -> server.txt(NAME, VALUE));
		assertThat(propagation.look(NAME, VALUE).visible()).isTrue();
		this.second.removeTxt(NAME, VALUE);
		assertThat(propagation.look(NAME, VALUE).visible()).isFalse();
	}

	@Test
	void aZoneThatIsNotFoundIsNamed() {
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> propagation(100).look("a.example.net", VALUE))
			.withMessageContaining("SOA record of 'a.example.net'")
			.withMessageContaining("answers REFUSED");
	}

	private Sighting look(int quorum) {
		return propagation(quorum).look(NAME, VALUE);
	}

	private Propagation propagation(int quorum) {
		return this.first.propagation(quorum);
	}

	/**
	 * Waits no longer than an application does, for who does not answer anyway.
	 */
	private Sighting lookHastily(int quorum) {
		return hasty(quorum).look(NAME, VALUE);
	}

	private Propagation hasty(int quorum) {
		return new Propagation(new Resolvers(List.of(this.first.address())), this.first.port(), quorum);
	}

}
