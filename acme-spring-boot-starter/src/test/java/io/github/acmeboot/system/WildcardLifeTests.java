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
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.testsupport.VirtualTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A wildcard and its base by dns-01, for weeks and years: ordered exactly as planned, and
 * nothing is left in the zone.
 */
class WildcardLifeTests {

	private static final VirtualTime time = new VirtualTime(Instant.parse("2030-01-01T00:00:00Z"));

	private static final FaultyDns dns = new FaultyDns();

	private static final AcmeTestServer ca = AcmeTestServer.builder()
		.clock(time)
		.certificateLife(Duration.ofDays(36500))
		.asyncValidation(false)
		.renewalInfo(false)
		.dnsServer(dns.primary().address())
		.start();

	private static RunningApplication application;

	@BeforeAll
	static void startTheApplication() {
		RunningApplication.Builder builder = RunningApplication.builder()
			.sources(RunningApplication.Application.class, TimeConfiguration.class)
			.ca(ca.directoryUrl().toString(), ca.sslBundle(), ca::http01Port)
			.with("acme.store.refresh-interval", "6h")
			.with("acme.renewal.check-interval", "6h");
		dns.properties().forEach(builder::with);
		application = builder.with("acme.challenge.dns.propagation.timeout", "60s").start();
		time.advance(Duration.ZERO);
	}

	@AfterAll
	static void stop() {
		application.close();
		ca.close();
		dns.close();
	}

	@ParameterizedTest
	@CsvSource({ "PT160H, P21D, 7", "P6D, P60D, 23", "P47D, P190D, 7", "P90D, P240D, 5" })
	void isOrderedAsPlannedAndLeavesNothingInTheZone(Duration life, Duration span, int orders) {
		String name = life.toString().toLowerCase();
		String host = name + ".example.org";
		Instant end = time.instant().plus(span);
		ca.behaviour().certificateLife(life);
		application.manager().add(wanted(name, host));
		time.advance(Duration.ZERO);
		int placed = 1;
		for (Instant due = due(name); !due.isAfter(end); due = due(name)) {
			time.advanceTo(due.minusNanos(1));
			assertThat(orders(host)).isEqualTo(placed++);
			time.advanceTo(due);
			assertThat(orders(host)).isEqualTo(placed);
			assertThat(dns.answers(host)).isEmpty();
		}
		time.advanceTo(end);
		assertThat(placed).isEqualTo(orders);
		assertThat(orders(host)).isEqualTo(placed);
		assertThat(Handshake.leaf(application.port(), "any." + host))
			.isEqualTo(ca.issued().get(ca.issued().size() - 1));
		application.manager().remove(name);
		assertThat(dns.zone().records()).hasSize(5);
	}

	private static long orders(String host) {
		return ca.orders()
			.stream()
			.filter((order) -> order.getTerms().identifiers().contains(Identifier.of(host)))
			.count();
	}

	private static ManagedCertificate wanted(String name, String host) {
		return new ManagedCertificate(name, List.of(Identifier.of(host), Identifier.of("*." + host)), List.of("ca"),
				"dns-01", KeyType.EC_P256, false, null, null, true);
	}

	private static Instant due(String name) {
		CertificateStatus status = application.status(name);
		assertThat(status.lastFailure()).isNull();
		return Objects.requireNonNull(status.renewal());
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

	}

}
