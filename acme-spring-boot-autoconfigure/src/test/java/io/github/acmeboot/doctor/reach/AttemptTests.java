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

package io.github.acmeboot.doctor.reach;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Attempt}, {@link Unreached} and {@link AddressScope}.
 */
class AttemptTests {

	private final InetSocketAddress ipv4 = at("192.0.2.1");

	private final InetSocketAddress ipv6 = at("2001:db8::1");

	private final InetSocketAddress inside = at("10.0.0.1");

	@Test
	void aSuccessPassesAndSomebodyElseFails() {
		List<Finding> findings = report(Attempt.succeeded(this.ipv4, "Fine."),
				Attempt.failed(this.ipv6, "Somebody else: 'x'.", "Somebody else."));
		assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.PASS, Outcome.FAIL);
		assertThat(findings).extracting(Finding::subject)
			.containsExactly("www.example.org at 192.0.2.1:80", "www.example.org at [2001:db8:0:0:0:0:0:1]:80");
	}

	@Test
	void silenceOfAPublicAddressMayBeOfThisNetworkOnly() {
		List<Finding> findings = report(unreached(this.ipv4, new SocketTimeoutException("connect timed out")));
		assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.WARN);
		assertThat(findings.get(0).seen()).contains("hairpin NAT");
	}

	@Test
	void silenceOfAnAddressOfThisNetworkFails() {
		assertThat(report(unreached(this.inside, new SocketTimeoutException("connect timed out"))))
			.extracting(Finding::outcome)
			.containsExactly(Outcome.FAIL);
	}

	@Test
	void aRefusalFailsWhereverItIs() {
		assertThat(report(unreached(this.ipv4, new ConnectException("Connection refused"))))
			.extracting(Finding::outcome)
			.containsExactly(Outcome.FAIL);
	}

	@Test
	void silenceByIpv6WhereIpv4AnswersMayBeWrongForACaThatGoesOnToIpv4() {
		List<Finding> findings = report(Attempt.succeeded(this.ipv4, "Fine."),
				unreached(this.ipv6, new SocketTimeoutException("connect timed out")));
		assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.PASS, Outcome.WARN);
		assertThat(findings.get(1).toString()).contains("not every CA goes on to IPv4", "remove the AAAA record");
	}

	@Test
	void anAddressForWhichThereIsNoTimeIsNotAsked() {
		Examination examination = examination(Duration.ofMillis(100));
		Attempt.atEach(List.of(this.ipv4, this.ipv6), terms(Outcome.WARN), examination, (address, time) -> {
			throw new IllegalStateException("Asked");
		});
		assertThat(examination.findings()).extracting(Finding::toString)
			.containsExactly("http-01 www.example.org at 192.0.2.1:80 skipped: There was no time left to look at it.",
					"http-01 www.example.org at [2001:db8:0:0:0:0:0:1]:80 skipped: There was no time left to look at it.");
	}

	@Test
	void silenceByIpv6FailsWhereIpv4AnswersForACaThatDoesNot() {
		List<Finding> findings = report(Outcome.FAIL, Attempt.succeeded(this.ipv4, "Fine."),
				unreached(this.ipv6, new SocketTimeoutException("connect timed out")));
		assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.PASS, Outcome.FAIL);
		assertThat(findings.get(1).toString()).contains("a CA prefers IPv6", "remove the AAAA record");
	}

	@Test
	void aMachineWithoutIpv6CannotTell() {
		assertThat(report(Attempt.succeeded(this.ipv4, "Fine."),
				unreached(this.ipv6, new NoRouteToHostException("No route to host")),
				unreached(this.ipv6, new ConnectException("Network is unreachable"))))
			.extracting(Finding::outcome)
			.containsExactly(Outcome.PASS, Outcome.WARN, Outcome.WARN);
	}

	@Test
	void addressesOfOneNetworkAreNotPublic() throws UnknownHostException {
		for (String address : List.of("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.1.1", "100.64.0.1",
				"100.127.255.255", "0.0.0.0", "::1", "fe80::1", "fc00::1", "fd12::1", "224.0.0.1")) {
			assertThat(AddressScope.isPublic(InetAddress.getByName(address))).as(address).isFalse();
		}
		for (String address : List.of("8.8.8.8", "100.63.0.1", "100.128.0.1", "172.32.0.1", "2a00::1")) {
			assertThat(AddressScope.isPublic(InetAddress.getByName(address))).as(address).isTrue();
		}
	}

	private static Attempt unreached(InetSocketAddress address, IOException failure) {
		return Attempt.unreached(address, Unreached.of(failure));
	}

	private static List<Finding> report(Attempt... attempts) {
		return report(Outcome.WARN, attempts);
	}

	private static List<Finding> report(Outcome silentIpv6, Attempt... attempts) {
		Examination examination = examination(Duration.ofSeconds(60));
		Attempt.report(List.of(attempts), terms(silentIpv6), examination);
		return examination.findings();
	}

	private static Attempt.Terms terms(Outcome silentIpv6) {
		return new Attempt.Terms("www.example.org", "Do something.", silentIpv6);
	}

	private static Examination examination(Duration timeLimit) {
		return Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01",
					KeyType.EC_P256, false, null, null, true), timeLimit, Runnable::run)
			.by("http-01");
	}

	private static InetSocketAddress at(String address) {
		return new InetSocketAddress(address, 80);
	}

}
