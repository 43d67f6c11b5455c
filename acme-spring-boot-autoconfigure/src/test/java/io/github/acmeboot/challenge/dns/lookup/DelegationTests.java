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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Delegation}.
 */
class DelegationTests {

	private static final String NAME = "_acme-challenge.www.example.com";

	private final List<ScriptedNameServer> servers = ScriptedNameServer.start(2);

	private final ScriptedNameServer server = this.servers.get(0);

	private final ScriptedNameServer other = this.servers.get(1);

	@AfterEach
	void stop() {
		this.servers.forEach(ScriptedNameServer::close);
	}

	@Test
	void isTheNameItselfWhereThereIsNoSuchName() {
		this.server.zone("example.com", this.server);
		assertThat(new Delegation(ScriptedNameServer.resolvers(this.server)).follow(NAME)).isEqualTo(NAME);
		assertThat(this.server.questions()).containsExactly("udp CNAME " + NAME + " recurse");
	}

	@Test
	void isTheNameItselfWhereItHasOtherRecords() {
		this.server.zone("example.com", this.server).txt(NAME, "value");
		assertThat(delegation(this.server).follow(NAME)).isEqualTo(NAME);
	}

	@Test
	void followsAChainFromZoneToZone() {
		this.server.zone("example.com", this.server).cname(NAME, "WWW.challenges.example.net");
		this.server.zone("example.net", this.server).cname("www.challenges.example.net", "a.example.org");
		this.other.zone("example.org", this.other).cname("a.example.org", "b.example.org");
		assertThat(delegation(this.server, this.other).follow(NAME)).isEqualTo("b.example.org");
	}

	@Test
	void followsAsManyStepsAsThereMayBeAndNoMore() {
		this.server.zone("example.com", this.server);
		Stream.iterate(1, (step) -> step + 1)
			.limit(11)
			.forEach((step) -> this.server.cname(step + ".example.com", (step + 1) + ".example.com"));
		assertThat(delegation(this.server).follow("2.example.com")).isEqualTo("12.example.com");
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow("1.example.com"))
			.withMessageContaining("are more than 10");
	}

	@Test
	void aWildcardIsNoDelegation() {
		this.server.zone("example.com", this.server).cname("*.example.com", "web.example.net");
		this.server.zone("example.net", this.server);
		assertThat(delegation(this.server).follow("_acme-challenge.example.com"))
			.isEqualTo("_acme-challenge.example.com");
		this.server.cname("_acme-challenge.example.com", "a.example.net");
		assertThat(delegation(this.server).follow("_acme-challenge.example.com")).isEqualTo("a.example.net");
	}

	@Test
	void aDatagramMayBeLost() {
		this.server.zone("example.com", this.server).cname(NAME, "a.example.com");
		AtomicInteger received = new AtomicInteger();
		this.server.behave((answer) -> (received.incrementAndGet() == 1) ? null : answer);
		assertThat(delegation(this.server).follow(NAME)).isEqualTo("a.example.com");
	}

	@Test
	void aCircleIsNamed() {
		this.server.zone("example.com", this.server)
			.cname(NAME, "a.example.com")
			.cname("a.example.com", "b.example.com")
			.cname("b.example.com", "a.example.com");
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow(NAME))
			.withMessageContaining(
					"go in a circle: '" + NAME + "' -> 'a.example.com' -> 'b.example.com' -> 'a.example.com'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void theNextResolverIsAskedIfOneFails() {
		this.server.zone("example.com", this.server).cname(NAME, "a.example.com");
		this.other.fail(Rcode.SERVFAIL);
		assertThat(delegation(this.other, this.server).follow(NAME)).isEqualTo("a.example.com");
		this.other.behave((answer) -> null);
		assertThat(delegation(this.other, this.server).follow(NAME)).isEqualTo("a.example.com");
	}

	@Test
	void aFailureIsNoAnswer() {
		this.server.fail(Rcode.SERVFAIL);
		assertThatExceptionOfType(AcmeException.class)
			.isThrownBy(() -> delegation(this.server, this.other).follow(NAME))
			.withMessageContaining("CNAME record of '" + NAME + "'")
			.withMessageContaining("127.0.0.1:" + this.server.port() + " answers SERVFAIL")
			.withMessageContaining("127.0.0.2:" + this.server.port() + " answers REFUSED")
			.withMessageContaining("acme.challenge.dns.propagation.resolvers")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void silenceIsNoAnswer() {
		this.server.beSilent();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow(NAME))
			.withMessageContaining("does not answer within 3 s");
	}

	@Test
	void aReferralIsNoAnswer() {
		this.server.zone("example.com", this.server);
		this.server.behave((answer) -> {
			answer.getHeader().unsetFlag(Flags.AA);
			answer.getHeader().setRcode(Rcode.NOERROR);
			answer.removeAllRecords(Section.AUTHORITY);
			answer.addRecord(new NSRecord(Names.of("www.example.com"), DClass.IN, 1, Names.of("ns.example.net")),
					Section.AUTHORITY);
			return answer;
		});
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow(NAME))
			.withMessageContaining("does not know it and does not ask others");
	}

	@Test
	void whatDoesNotListenIsNamed() {
		this.server.close();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow(NAME))
			.withMessageContaining("127.0.0.1:" + this.server.port() + " does not answer");
	}

	@Test
	void anUnknownHostIsNamed() {
		String host = "x".repeat(64) + ".invalid";
		Delegation delegation = new Delegation(new Resolvers(List.of(ServerAddress.of(host))));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation.follow(NAME))
			.withMessageContaining(host + " is not the name of a host");
	}

	@Test
	void nothingIsRemembered() {
		this.server.zone("example.com", this.server);
		Delegation delegation = delegation(this.server);
		assertThat(delegation.follow(NAME)).isEqualTo(NAME);
		this.server.cname(NAME, "a.example.com");
		assertThat(delegation.follow(NAME)).isEqualTo("a.example.com");
	}

	@Test
	void anInterruptEndsTheWait() {
		this.server.beSilent();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> delegation(this.server).follow(NAME))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.INTERRUPTED));
		assertThat(Thread.interrupted()).isTrue();
	}

	private static Delegation delegation(ScriptedNameServer... servers) {
		return new Delegation(new Resolvers(Stream.of(servers).map(ScriptedNameServer::address).toList()));
	}

}
