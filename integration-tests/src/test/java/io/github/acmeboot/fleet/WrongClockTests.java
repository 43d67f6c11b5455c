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

package io.github.acmeboot.fleet;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.peer.WrongClock;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process on a machine whose clock is wrong, at a CA whose clock is right.
 */
@Timeout(600)
class WrongClockTests {

	private static final Duration CALM = Duration.ofSeconds(6);

	private static final Pattern METRIC = Pattern.compile("\"value\":(-?[0-9.E]+)");

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	private Path directory;

	@Test
	void twoHoursBehindWhatIsNotValidYetIsServedAndKept() {
		Duration ahead = Duration.ofHours(-2);
		try (Fleet<TestServerCa> fleet = fleet(ahead, Duration.ofHours(1))) {
			Instance instance = fleet.start(1).get(0);
			assertIsKept(fleet, fleet.awaitServed());
			assertIsSaid(instance, ahead, "DIFFERS", "Certificates are renewed by the CA's time");
		}
	}

	@Test
	void almostADayAheadTheCertificateIsKeptAcrossARestartToo() {
		Duration ahead = Duration.ofHours(23);
		try (Fleet<TestServerCa> fleet = fleet(ahead, Duration.ofDays(90))) {
			Instance first = fleet.start(1).get(0);
			X509Certificate certificate = fleet.awaitServed();
			fleet.await().until(() -> first.saved("state/web", Instant.EPOCH).isPresent());
			assertIsSaid(first, ahead, "DIFFERS", "Certificates are renewed by the CA's time");
			fleet.terminate(first);
			fleet.start(1);
			assertThat(fleet.awaitServed()).isEqualTo(certificate);
			assertIsKept(fleet, certificate);
		}
	}

	@Test
	void twoDaysAheadNobodyKnowsWhoIsRightAndTheCertificateIsKept() {
		Duration ahead = Duration.ofDays(2);
		try (Fleet<TestServerCa> fleet = fleet(ahead, Duration.ofDays(90))) {
			Instance instance = fleet.start(1).get(0);
			assertIsKept(fleet, fleet.awaitServed());
			assertIsSaid(instance, ahead, "IMPLAUSIBLE", "too much to tell which of the two is wrong");
		}
	}

	private Fleet<TestServerCa> fleet(Duration ahead, Duration life) {
		return this.fleets
			.with(new FileStore(this.directory.resolve("store")),
					(port) -> new TestServerCa(AcmeTestServer.builder().certificateLife(life).http01Port(port).start()))
			.with(new WrongClock(ahead))
			.with("acme.renewal.check-interval", "1s")
			.with("acme.store.refresh-interval", "1s")
			.with("management.endpoints.web.exposure.include", "health,metrics");
	}

	private static void assertIsKept(Fleet<TestServerCa> fleet, X509Certificate certificate) {
		Awaitility.await()
			.during(CALM)
			.atMost(CALM.multipliedBy(5))
			.until(() -> fleet.ca().orders() == 1 && fleet.awaitServed().equals(certificate));
	}

	private static void assertIsSaid(Instance instance, Duration ahead, String state, String advice) {
		String difference = "The clock of this machine is \\d+ s " + (ahead.isNegative() ? "behind" : "ahead of")
				+ " that of the CA 'ca'.*" + advice;
		assertThat(instance.output()).containsOnlyOnce(advice).containsPattern(difference);
		assertThat(instance.ask("health/acme")).containsPattern("\"clock\":\\{\"ca\":\\{\"state\":\"" + state + "\"");
		assertThat(skew(instance.ask("metrics/acme.clock.skew"))).isCloseTo(-ahead.toSeconds(), Offset.offset(60.0));
	}

	private static double skew(String metric) {
		Matcher matcher = METRIC.matcher(metric);
		assertThat(matcher.find()).as(metric).isTrue();
		return Double.parseDouble(matcher.group(1));
	}

}
