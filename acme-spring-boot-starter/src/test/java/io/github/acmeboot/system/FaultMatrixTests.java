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

package io.github.acmeboot.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.renewal.plan.RetrySchedule;
import io.github.acmeboot.testsupport.VirtualTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a renewal when a CA, the network, a clock, a store, a process or a
 * configuration does what it should not: each time the orders at the CA are counted, the
 * next attempt is waited for in virtual time, and a client connects. One application runs
 * for all rows; each row has its own CAs, account and certificate.
 */
@Tag("faults")
class FaultMatrixTests {

	static final Duration TICK = Duration.ofHours(6);

	private static final int SECOND_ISSUERS = 12;

	private static final AtomicInteger numbers = new AtomicInteger();

	private static final VirtualTime time = new VirtualTime(Instant.parse("2030-01-01T00:00:00Z"));

	private static final FaultyCas cas = new FaultyCas(time);

	private static final FaultyDns dns = new FaultyDns();

	private static final List<String> table = new ArrayList<>();

	private static FaultApplication application;

	@BeforeAll
	static void startTheApplication() {
		cas.ca("ca").certificateLife(Duration.ofDays(36500));
		cas.ca("ca").behaviour().renewalInfo().offered(false);
		application = new FaultApplication(time, FaultMatrixTests::configured);
		time.advance(Duration.ZERO);
	}

	private static RunningApplication.Builder configured() {
		RunningApplication.Builder builder = RunningApplication.builder()
			.sources(RunningApplication.Application.class, TimeConfiguration.class)
			.connectionDetails(cas.connectionDetails())
			.onHttp01Port(cas.ca("ca")::http01Port)
			.with("acme.certificates.web.issuers", "ca")
			.with("acme.store.refresh-interval", TICK.toString())
			.with("acme.renewal.check-interval", TICK.toString())
			.with("acme.renewal.retry.max-attempts", 3)
			.with("acme.renewal.retry.initial-interval", "10ms")
			.with("acme.timeouts.read", "10s")
			.with("acme.timeouts.authorization", "10s")
			.with("acme.timeouts.order", "8s");
		dns.properties().forEach(builder::with);
		for (int i = 0; i < rows().count(); i++) {
			builder.with("acme.issuers.row" + i + ".terms-of-service-agreed", true);
			builder.with("acme.issuers.second" + i % SECOND_ISSUERS + ".terms-of-service-agreed", true);
		}
		return builder;
	}

	@AfterAll
	static void printTheTable() {
		application.close();
		cas.close();
		dns.close();
		System.out.println(FaultTable.head());
		table.forEach(System.out::println);
	}

	static Stream<FaultRow> rows() {
		return Stream
			.of(RefusalRows.all(), AccountRows.all(), RenewalInfoRows.all(), CertificateRows.all(), SlowRows.all(),
					NetworkRows.all(), DnsRows.all(), TlsAlpnRows.all(), ConfigurationRows.all(), ClockRows.all(),
					StoreRows.all(), ProcessRows.all())
			.flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("rows")
	void theCertificateIsNeitherLostNorOrderedForNothing(FaultRow row) {
		FaultOutcome actual;
		int number = numbers.getAndIncrement();
		try (FaultScene scene = new FaultScene(application, time, cas, dns, "row" + number,
				"second" + number % SECOND_ISSUERS)) {
			actual = run(row, scene);
			row.check().accept(scene);
		}
		table.add(FaultTable.line(row, actual));
		assertThat(actual).isEqualTo(row.expected());
	}

	private FaultOutcome run(FaultRow row, FaultScene scene) {
		row.setting().accept(scene);
		scene.comeDue(() -> row.trouble().accept(scene));
		FaultOutcome first = scene.outcome();
		boolean renewed = first.isIssued();
		if (!renewed) {
			scene.faults().clear();
			scene.dns().recover();
			row.relief().accept(scene);
			renewed = scene.isRenewedAtTheNextAttempt();
		}
		return new FaultOutcome(first.orders(), first.outcome(), first.next(), first.served(),
				renewed ? scene.ordersInAll() : -1);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class TimeConfiguration {

		@Bean
		static BeanPostProcessor virtualThreads() {
			return VirtualThreads.of(time);
		}

		@Bean
		Clock clock() {
			return time;
		}

		@Bean
		DnsProvider dnsProvider() {
			return dns.provider();
		}

		@Bean
		RetrySchedule retrySchedule() {
			return new RetrySchedule(() -> 0.5);
		}

	}

}
