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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ratelimit.Limit;
import io.github.acmeboot.test.ratelimit.RateLimits;
import io.github.acmeboot.testsupport.FreePort;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is started again and again, for hours.
 */
class CrashLoopTests {

	private static final int STARTS = 20;

	/**
	 * That of the application and of the CA.
	 */
	private static final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Path directory;

	private final AcmeTestServer ca;

	CrashLoopTests(@TempDir Path directory) {
		this.directory = directory;
		this.ca = AcmeTestServer.builder().clock(clock).rateLimits(RateLimits.letsEncrypt()).start();
	}

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void aFailingDomainIsTriedOnTheScheduleHoweverOftenTheApplicationStarts() throws IOException {
		Instant begin = clock.instant();
		int unused = FreePort.next();
		List<String> table = new ArrayList<>();
		for (int start = 1; start <= STARTS; start++) {
			int before = this.ca.orders().size();
			CertificateStatus status = startOnce(unused);
			table.add("%5d | %6d min | %6d | %s".formatted(start, Duration.between(begin, clock.instant()).toMinutes(),
					this.ca.orders().size() - before,
					Duration.between(begin, status.nextAttempt()).toMinutes() + " min"));
			clock.advance(Duration.ofMinutes(10));
		}
		System.out.println("start | after      | orders | next attempt after\n" + String.join("\n", table));
		assertThat(this.ca.accountCount()).isOne();
		assertThat(this.ca.orders()).hasSizeBetween(3, 5);
		assertThat(this.ca.rateLimiter().refusals()).isZero();
		assertThat(this.ca.rateLimiter().spent(Limit.FAILED_AUTHORIZATIONS).values()).allMatch((spent) -> spent < 5);
	}

	private CertificateStatus startOnce(int http01Port) {
		try (RunningApplication application = RunningApplication.builder()
			.sources(RunningApplication.Application.class, ClockConfiguration.class)
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.toString())
			.with("acme.issuers.ca.rate-limits.failed-authorizations", "5/1h")
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), (port) -> this.ca.http01Port(http01Port))
			.start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> isResting(application.status("web")));
			return application.status("web");
		}
	}

	private static boolean isResting(CertificateStatus status) {
		return status.lastFailure() != null && status.nextAttempt() != null
				&& status.nextAttempt().isAfter(clock.instant());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ClockConfiguration {

		@Bean
		Clock clock() {
			return clock;
		}

	}

}
