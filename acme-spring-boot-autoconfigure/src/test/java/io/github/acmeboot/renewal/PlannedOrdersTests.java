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

package io.github.acmeboot.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.TestIssuers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates of whatever life are ordered exactly as planned, for weeks and years.
 */
class PlannedOrdersTests extends AbstractRenewalTests {

	private static final Duration TICK = Duration.ofHours(6);

	@ParameterizedTest
	@CsvSource({ "PT160H, P21D, 1, 7", "PT160H, P21D, 2, 7", "P6D, P365D, 1, 133", "P6D, P365D, 2, 133",
			"P47D, P365D, 1, 13", "P47D, P365D, 2, 13", "P90D, P365D, 1, 7", "P90D, P365D, 2, 7" })
	void withoutAWordOfTheCa(Duration life, Duration time, int instances, int orders) {
		run(life, time, instances);
		RenewalPlanner planner = TestIssuers.planner(true);
		List<Instant> planned = new ArrayList<>();
		for (Instant next = START; !next.isAfter(START.plus(time));) {
			planned.add(next);
			next = planner
				.renewal(TestCertificates.wanted("web"), TestCertificates.issued(second(next), life, "web.example.com"))
				.orElseThrow();
		}
		assertThat(this.issuer.attempts).isEqualTo(planned).hasSize(orders);
	}

	@ParameterizedTest
	@CsvSource({ "PT160H, P21D, 1", "PT160H, P21D, 2", "P6D, P365D, 1", "P6D, P365D, 2", "P47D, P365D, 1",
			"P47D, P365D, 2", "P90D, P365D, 1", "P90D, P365D, 2" })
	void asTheCaSuggests(Duration life, Duration time, int instances) {
		this.issuer.suggests((certificate) -> new RenewalInfo(share(certificate, 70), share(certificate, 80), null,
				this.time.instant().plus(Duration.ofHours(6))));
		run(life, time, instances);
		List<Instant> planned = new ArrayList<>();
		for (Instant next = START; !next.isAfter(START.plus(time));) {
			planned.add(next);
			next = share(TestCertificates.issued(second(next), life), 75);
		}
		assertThat(this.issuer.attempts).isEqualTo(planned);
		assertThat(this.issuer.polls.size()).isLessThanOrEqualTo((int) time.dividedBy(Duration.ofHours(6)) + 1);
	}

	private void run(Duration life, Duration time, int instances) {
		this.issuer.issues(life);
		for (int i = 0; i < instances; i++) {
			unhurried(TICK).start();
		}
		this.time.advance(time);
	}

	private static Instant share(IssuedCertificate certificate, int percent) {
		return certificate.notBefore().plus(certificate.life().multipliedBy(percent).dividedBy(100));
	}

	private static Instant second(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS);
	}

}
