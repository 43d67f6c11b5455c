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

package io.github.acmeboot.doctor.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Price;
import io.github.acmeboot.renewal.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LimitsCheck}.
 */
class LimitsCheckTests {

	private static final Instant NOW = Instant.parse("2030-03-01T12:00:00Z");

	private static final AcmeException REFUSAL = new AcmeException(AcmeException.Reason.RATE_LIMITED,
			"Certificate 'web' is not ordered.");

	private final Set<String> underWay = new HashSet<>();

	@Test
	void anOrderThatWouldBeSentPasses() {
		assertThat(look(5, Optional.empty(), false).outcome()).isEqualTo(Outcome.PASS);
		assertThat(look(3, Optional.empty(), false).outcome()).isEqualTo(Outcome.PASS);
	}

	@Test
	void littleThatIsLeftMayBeTooLittle() {
		Finding finding = look(1, Optional.empty(), false);
		assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
		assertThat(finding.seen()).contains("1 of certificates-per-identifier-set of www.example.org (5/7d)");
	}

	@Test
	void anOrderThatWouldNotBeSentFails() {
		assertThat(look(0, Optional.of(REFUSAL), false))
			.isEqualTo(new Finding("limits", "ca", Outcome.FAIL, "Certificate 'web' is not ordered.", null));
	}

	@Test
	void anOrderUnderWayIsPaidFor() {
		this.underWay.add("ca");
		Finding finding = look(0, Optional.of(REFUSAL), false);
		assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
		assertThat(finding.remedy()).contains("under way", "gone on with");
	}

	@Test
	void aRenewalThatReplacesACertificateMayBeSentAllTheSame() {
		assertThat(look(0, Optional.of(REFUSAL), true).outcome()).isEqualTo(Outcome.WARN);
	}

	@Test
	void whatIsSaidIsOfTheNamesThatAreOrdered() {
		assertThat(look(1, Optional.empty(), false).seen()).contains("of www.example.org");
	}

	private Finding look(int remaining, Optional<AcmeException> refusal, boolean renewal) {
		LimitsCheck check = new LimitsCheck(new FixedLimits(remaining, refusal), (name) -> renewal
				? Optional.of(TestCertificates.issued(NOW, Duration.ofDays(90), "www.example.org")) : Optional.empty(),
				(certificate) -> this.underWay, Clock.fixed(NOW, ZoneOffset.UTC));
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01",
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		assertThat(examination.findings()).hasSize(1);
		return examination.findings().get(0);
	}

	private record FixedLimits(int left, Optional<AcmeException> reason) implements RemainingLimits {

		@Override
		public List<RateLimitStatus> all() {
			return List.of();
		}

		@Override
		public Map<String, RateLimit> limits(String issuer) {
			return Map.of();
		}

		@Override
		public int remaining(String issuer, String limit, Collection<ManagedCertificate> certificates) {
			return 0;
		}

		@Override
		public Optional<Price> price(IssuanceRequest request, Instant at) {
			assertThat(at).isEqualTo(NOW);
			return Optional.of(new Price(
					List.of(new Cost(Limit.CERTIFICATES_PER_IDENTIFIER_SET, new RateLimit(5, Duration.ofDays(7)),
							"www.example.org", this.left, Math.max(this.left - 1, 0))),
					request.predecessor().isPresent(), false, this.reason.orElse(null)));
		}

	}

}
