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

package io.github.acmeboot.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What a Prometheus server reads, by name.
 */
class PrometheusScrapeTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ManagedCertificates certificates = new ManagedCertificates(List.of(managed("web")));

	private final AcmeManager manager = mock(AcmeManager.class);

	private final CertificateUpdates updates = new CertificateUpdates(this.registry, this.certificates);

	private final IssuedCertificate certificate = mock(IssuedCertificate.class);

	@BeforeEach
	void bind() {
		given(this.manager.status(any())).willReturn(Optional.empty());
		new CertificateGauges(this.manager, this.certificates, Clock.fixed(NOW, ZoneOffset.UTC)).bindTo(this.registry);
	}

	@Test
	void theExpiryAndTheNextAttemptAreUnixTimes() {
		given(this.manager.status("web")).willReturn(Optional.of(status(State.VALID, NOW.plusSeconds(100))));
		assertThat(number("certificate_expiry_seconds{certificate=\"web\"}")).isEqualTo(1_900_864_000);
		assertThat(number("certificate_next_attempt_seconds{certificate=\"web\"}")).isEqualTo(1_900_000_500);
		assertThat(number("certificate_overdue_seconds{certificate=\"web\"}")).isZero();
	}

	@Test
	void aRenewalThatIsPastIsOverdue() {
		given(this.manager.status("web")).willReturn(Optional.of(status(State.VALID, NOW.minusSeconds(90))));
		assertThat(number("certificate_overdue_seconds{certificate=\"web\"}")).isEqualTo(90);
	}

	@Test
	void aPlaceholderHasExpiredForEverSoThatAlertsFire() {
		given(this.manager.status("web")).willReturn(Optional.of(status(State.PLACEHOLDER, null)));
		assertThat(number("certificate_expiry_seconds{certificate=\"web\"}")).isZero();
		assertThat(number("certificate_overdue_seconds{certificate=\"web\"}")).isZero();
	}

	@Test
	void theLifetimeIsThatOfTheWholeValidity() {
		given(this.manager.status("web")).willReturn(Optional.of(status(State.VALID, NOW.plusSeconds(100))));
		assertThat(number("certificate_lifetime_seconds{certificate=\"web\"}")).isEqualTo(864_000);
	}

	@Test
	void aPlaceholderHasNoLifetimeThatSomethingCouldBeRelativeTo() {
		given(this.manager.status("web")).willReturn(Optional.of(status(State.PLACEHOLDER, null)));
		assertThat(number("certificate_lifetime_seconds{certificate=\"web\"}")).isNaN();
	}

	@ParameterizedTest
	@CsvSource({ "PLACEHOLDER, 1, 0", "VALID, 0, 0", "EXPIRED, 0, 0", "REVOKED, 0, 1" })
	void whatIsPresentedInsteadOfAGoodCertificateIsTold(State state, double placeholder, double revoked) {
		given(this.manager.status("web")).willReturn(Optional.of(status(state, null)));
		assertThat(number("certificate_placeholder{certificate=\"web\"}")).isEqualTo(placeholder);
		assertThat(number("certificate_revoked{certificate=\"web\"}")).isEqualTo(revoked);
	}

	@Test
	void failuresInARowAreCountedAsTheStatusDoes() {
		String series = "certificate_update_failures_in_a_row{certificate=\"web\"}";
		given(this.manager.status("web")).willReturn(Optional.of(status(State.VALID, NOW)));
		assertThat(number(series)).isZero();
		given(this.manager.status("web")).willReturn(Optional
			.of(new CertificateStatus("web", List.of(Identifier.of("example.com")), State.VALID, "letsencrypt", "0a",
					NOW, NOW, NOW, NOW, new Failure(Reason.NETWORK, "no", NOW, 4), 1, false, null)));
		assertThat(number(series)).isEqualTo(4);
	}

	@Test
	void updatesAndFailuresStartAtZero() {
		assertThat(number("certificate_updates_total{certificate=\"web\",issuer=\"letsencrypt\"}")).isZero();
		assertThat(number("certificate_update_failures_total{certificate=\"web\",reason=\"rate_limited\"}")).isZero();
		assertThat(number("certificate_update_duration_seconds_count{certificate=\"web\"}")).isZero();
		assertThat(number("certificate_reload_seconds_count")).isZero();
	}

	@Test
	void aRenewalIsCountedAndTimed() {
		this.updates
			.onIssued(new CertificateIssuedEvent("web", this.certificate, "letsencrypt", Duration.ofMillis(2500)));
		this.updates.onPublished(new CertificatePublishedEvent("web", this.certificate, Duration.ofMillis(20)));
		assertThat(number("certificate_updates_total{certificate=\"web\",issuer=\"letsencrypt\"}")).isOne();
		assertThat(number("certificate_update_duration_seconds_sum{certificate=\"web\"}")).isEqualTo(2.5);
		assertThat(number("certificate_reload_seconds_count")).isOne();
		assertThat(number("certificate_reload_seconds_sum")).isEqualTo(0.02);
	}

	@Test
	void whoIssuedIsTold() {
		this.updates.onIssued(new CertificateIssuedEvent("web", this.certificate, "zerossl", Duration.ofMillis(2500)));
		assertThat(number("certificate_updates_total{certificate=\"web\",issuer=\"zerossl\"}")).isOne();
		assertThat(number("certificate_updates_total{certificate=\"web\",issuer=\"letsencrypt\"}")).isZero();
	}

	@Test
	void aFailureIsCountedByItsReason() {
		AcmeException failure = new AcmeException(Reason.VALIDATION, "no");
		this.updates.onFailed(new CertificateRenewalFailedEvent("web", failure, NOW));
		assertThat(number("certificate_update_failures_total{certificate=\"web\",reason=\"validation\"}")).isOne();
		assertThat(number("certificate_update_failures_total{certificate=\"web\",reason=\"network\"}")).isZero();
	}

	@Test
	void requestsToTheAuthorityAreTimed() {
		new AcmeRequests(this.registry).onRequest("letsencrypt", "newOrder", "badNonce", Duration.ofMillis(250));
		assertThat(
				number("acme_requests_seconds_sum{issuer=\"letsencrypt\",operation=\"newOrder\",outcome=\"badNonce\"}"))
			.isEqualTo(0.25);
	}

	@Test
	void thereAreNoOtherNames() {
		new AcmeRequests(this.registry).onRequest("letsencrypt", "newOrder", "success", Duration.ofMillis(250));
		assertThat(this.registry.scrape()
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.split(" ")[2])).containsExactlyInAnyOrder("acme_requests_seconds",
					"acme_requests_seconds_max", "certificate_expiry_seconds", "certificate_lifetime_seconds",
					"certificate_next_attempt_seconds", "certificate_overdue_seconds", "certificate_placeholder",
					"certificate_reload_seconds", "certificate_reload_seconds_max", "certificate_revoked",
					"certificate_update_duration_seconds", "certificate_update_duration_seconds_max",
					"certificate_update_failures_in_a_row", "certificate_update_failures_total",
					"certificate_updates_total");
	}

	@Test
	void whereNoAttemptIsPlannedThereIsNoTimeThatAnAlertCouldTakeForOne() {
		given(this.manager.status("web"))
			.willReturn(Optional.of(new CertificateStatus("web", List.of(Identifier.of("example.com")), State.VALID,
					"letsencrypt", "0a", NOW, NOW, null, null, null, 1, false, null)));
		assertThat(number("certificate_next_attempt_seconds{certificate=\"web\"}")).isNaN();
	}

	@Test
	void aCertificateAddedAtRunTimeIsSeen() {
		this.certificates.add(managed("late"));
		given(this.manager.status("late")).willReturn(Optional.of(status(State.PLACEHOLDER, null)));
		assertThat(number("certificate_expiry_seconds{certificate=\"late\"}")).isZero();
		assertThat(number("certificate_updates_total{certificate=\"late\",issuer=\"letsencrypt\"}")).isZero();
	}

	@Test
	void nothingIsLeftOfACertificateRemovedAtRunTime() {
		this.certificates.add(managed("gone"));
		assertThat(this.registry.scrape()).contains("certificate=\"gone\"");
		this.certificates.remove("gone");
		assertThat(this.registry.scrape()).doesNotContain("certificate=\"gone\"").contains("certificate=\"web\"");
	}

	@Test
	void manyCertificatesDoNotMultiplyFailuresThatNeverHappened() {
		for (int i = 0; i < 200; i++) {
			this.certificates.add(managed("c" + i));
		}
		assertThat(this.registry.scrape())
			.contains("certificate_updates_total{certificate=\"c199\",issuer=\"letsencrypt\"}")
			.doesNotContain("certificate_update_failures_total{certificate=\"c199\"");
	}

	private double number(String series) {
		return this.registry.scrape()
			.lines()
			.filter((line) -> line.startsWith(series + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No " + series + " in\n" + this.registry.scrape()));
	}

	private static ManagedCertificate managed(String name) {
		return new ManagedCertificate(name, List.of(Identifier.of("example.com")), List.of("letsencrypt"), "http-01",
				KeyType.EC_P256, false, null, null, true);
	}

	private static CertificateStatus status(State state, @Nullable Instant renewal) {
		Instant expiry = (state == State.PLACEHOLDER) ? null : NOW.plus(Duration.ofDays(10));
		return new CertificateStatus("web", List.of(Identifier.of("example.com")), state, "letsencrypt", "0a", NOW,
				expiry, renewal, NOW.plusSeconds(500), null, 1, false, null);
	}

}
