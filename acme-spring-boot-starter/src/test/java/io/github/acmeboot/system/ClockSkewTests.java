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
import java.util.Objects;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications on machines whose clock is wrong.
 */
class ClockSkewTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration LIFE = Duration.ofHours(1);

	private final AcmeTestServer ca = AcmeTestServer.builder().certificateLife(LIFE).start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { TwoHoursFast.class, TwoHoursSlow.class })
	void whatTheCaIssuesIsTakenAndRenewedByItsTime(Class<?> clock) {
		Instant before = Clock.systemUTC().instant();
		try (RunningApplication application = application(clock).start()) {
			awaitValid(application);
			CertificateStatus status = application.status("web");
			assertThat(Handshake.serial(application.port(), "www.example.org")).isEqualTo(status.serial());
			assertThat(Objects.requireNonNull(status.nextAttempt())).isAfter(before)
				.isBefore(Clock.systemUTC().instant().plus(LIFE));
			assertThat(application.manager().clockSkews()).singleElement().satisfies((skew) -> {
				assertThat(skew.state()).isEqualTo(ClockSkew.State.DIFFERS);
				assertThat(skew.skew().abs()).isCloseTo(Duration.ofHours(2), Duration.ofMinutes(1));
			});
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void aClockThatIsWrongByDaysIsNotCorrected() {
		this.ca.certificateLife(Duration.ofDays(90));
		try (RunningApplication application = application(ThreeDaysFast.class).start()) {
			awaitValid(application);
			assertThat(application.manager().clockSkews()).singleElement()
				.satisfies((skew) -> assertThat(skew.state()).isEqualTo(ClockSkew.State.IMPLAUSIBLE));
		}
	}

	private RunningApplication.Builder application(Class<?> clock) {
		return RunningApplication.builder()
			.sources(RunningApplication.Application.class, clock)
			.with("acme.renewal.retry.max-attempts", 1)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	private static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoHoursFast {

		@Bean
		Clock clock() {
			return Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoHoursSlow {

		@Bean
		Clock clock() {
			return Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreeDaysFast {

		@Bean
		Clock clock() {
			return Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
		}

	}

}
