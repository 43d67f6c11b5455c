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

package io.github.acmeboot.actuate.endpoint.page;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;
import io.github.acmeboot.renewal.forecast.PlannedStep;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificate;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link AcmePage}.
 */
class AcmePageTests {

	private static final Instant NOW = Instant.parse("2030-03-01T12:00:00Z");

	private static final String FOREIGN = "<script>alert(\"1\")</script><img src=x onerror='alert(2)'> & so on";

	private final AcmeManager manager = mock();

	private final UnconfiguredCertificates unconfigured = mock();

	private final RemainingLimits limits = mock();

	private final List<CertificateStatus> certificates = new ArrayList<>();

	private final Map<String, Diagnosis> diagnoses = new HashMap<>();

	private boolean writable;

	@BeforeEach
	void setUp() {
		given(this.manager.certificates()).willReturn(this.certificates);
		given(this.manager.plan(any())).willReturn(Optional.empty());
		given(this.manager.storeStatus()).willReturn(new StoreStatus("file", NOW, null, null, null));
	}

	@Test
	void saysHowACertificateStandsInWords() {
		add("web", State.VALID, 60, 30, null, null);
		assertThat(page()).contains("<h3 id=\"certificate-1-name\">web</h3>", "</span>Valid</span>",
				"web.example.com, www.web.example.com",
				"<time datetime=\"2030-03-31T12:00:00Z\">31 Mar 2030, 12:00 UTC</time>", "in 30 days",
				"<code>0a1b</code>");
	}

	@Test
	void drawsTheLifeAsABarWithADescription() {
		add("web", State.VALID, 60, 30, NOW.plus(Duration.ofDays(3)), null);
		assertThat(page()).contains("role=\"img\"", "aria-label=\"Life of certificate web\"",
				"now 1 Mar 2030, 12:00 UTC, 67 % of the life used; renewal 4 Mar 2030, 12:00 UTC",
				"<rect class=\"used\" x=\"0%\" y=\"10\" width=\"66.67%\"");
	}

	@Test
	void tellsTheStatesApart() {
		add("placeholder", State.PLACEHOLDER, 0, 0, null, null);
		add("expired", State.EXPIRED, 90, -1, null, null);
		add("revoked", State.REVOKED, 10, 80, null, null);
		add("overdue", State.VALID, 70, 20, NOW.minus(Duration.ofDays(10)), failure("No."));
		add("failing", State.VALID, 60, 30, NOW.minus(Duration.ofHours(1)), failure("No."));
		this.certificates.add(status("paused", State.VALID, 10, 80, NOW.plus(Duration.ofDays(50)), null, NOW));
		add("valid", State.VALID, 10, 80, NOW.plus(Duration.ofDays(50)), null);
		assertThat(page()).containsSubsequence("</span>Expired</span>", "</span>Placeholder</span>",
				"</span>Revoked</span>", "</span>Overdue</span>", "</span>Failing</span>", "</span>Paused</span>",
				"</span>Valid</span>");
	}

	@Test
	void escapesWhateverComesFromElsewhere() {
		given(this.manager.plan("<b>"))
			.willReturn(Optional.of(new CertificatePlan("<b>", PlannedStep.RETRY, NOW, NOW, FOREIGN, null,
					List.of(new Source(FOREIGN, false, false, false,
							List.of(new Cost(Limit.NEW_ORDERS, new RateLimit(5, Duration.ofDays(7)), FOREIGN, 3, 2)),
							NOW, FOREIGN)))));
		given(this.manager.accounts()).willReturn(List.of(new AccountStatus(FOREIGN, URI.create("https://ca.example"),
				AccountStatus.State.VALID, null, List.of(FOREIGN))));
		given(this.manager.storeStatus())
			.willReturn(new StoreStatus(FOREIGN, NOW, new Trouble(Kind.READ_ONLY, FOREIGN, NOW, null), null, null));
		given(this.unconfigured.find())
			.willReturn(Optional.of(List.of(new UnconfiguredCertificate(FOREIGN, NOW, null))));
		given(this.limits.all()).willReturn(List.of(limits(FOREIGN)));
		this.diagnoses.put("<b>", diagnosis(new Finding(FOREIGN, FOREIGN, Outcome.FAIL, FOREIGN, FOREIGN),
				new Finding(FOREIGN, FOREIGN, Outcome.PASS, FOREIGN, null)));
		this.writable = true;
		add("<b>", State.VALID, 60, 30, NOW, failure(FOREIGN));
		String page = page();
		assertThat(page).doesNotContain("<script>alert", "<img", "<b>").contains("&lt;img src=x");
		assertThat(page.split("<script", -1)).hasSize(2);
		assertThat(page).contains("data-certificate=\"&lt;b&gt;\"", "</time>", "charset=\"utf-8\"");
	}

	@Test
	void linksToAnExplanationOnTheWebOnly() {
		this.certificates.add(explained("web", "javascript:alert(1)"));
		assertThat(page()).doesNotContain("javascript:");
		this.certificates.set(0, explained("web", "https://ca.example/incident"));
		assertThat(page()).contains(
				"<a href=\"https://ca.example/incident\" rel=\"noopener noreferrer\">https://ca.example/incident");
	}

	@Test
	void offersOperationsOnlyWhereTheyAreAllowed() {
		add("web", State.VALID, 60, 30, null, null);
		assertThat(page()).doesNotContain("<button", "<script")
			.contains("management.endpoint.acme.access=unrestricted");
		this.writable = true;
		assertThat(page()).contains("aria-label=\"Renew web\"", "aria-label=\"Pause web\"", "<noscript>")
			.doesNotContain("Resume");
		this.certificates.set(0, status("web", State.VALID, 60, 30, null, null, NOW));
		assertThat(page()).contains("aria-label=\"Resume web\"").doesNotContain("aria-label=\"Pause web\"");
	}

	@Test
	void showsWhatTheDoctorFoundTheWorstFirst() {
		add("web", State.VALID, 60, 30, null, null);
		assertThat(page()).doesNotContain("What the doctor found");
		this.diagnoses.put("web",
				diagnosis(new Finding("store", "write", Outcome.PASS, "A value was written.", null),
						new Finding("clock", "ca", Outcome.SKIPPED, "There is no directory.", null),
						new Finding("limits", "ca", Outcome.WARN, "Little is left.", "Find out what orders so often."),
						new Finding("name", "web.example.com", Outcome.FAIL, "It has no address.", "Add a record.")));
		assertThat(page())
			.containsSubsequence("What the doctor found", "2 hours ago", ", for 312 ms.", "</span>Fail",
					"<strong>name web.example.com</strong>", "<p>It has no address.</p>", "<p>Add a record.</p>",
					"</span>Warn", "limits ca", "<summary>1 passed, 1 skipped</summary>", "</span>Pass", "store write",
					"</span>Skipped", "clock ca")
			.doesNotContain("Nothing is wrong");
	}

	@Test
	void saysSoWhenTheDoctorFoundNothingWrong() {
		add("web", State.VALID, 60, 30, null, null);
		this.diagnoses.put("web", diagnosis(new Finding("store", "write", Outcome.PASS, "Fine.", null)));
		assertThat(page()).contains("<summary>Nothing is wrong: 1 passed</summary>");
	}

	@Test
	void offersTheDoctorOnlyWhereItIsAllowed() {
		add("web", State.VALID, 60, 30, null, null);
		this.diagnoses.put("web", diagnosis());
		assertThat(page()).doesNotContain("Run the doctor");
		this.writable = true;
		assertThat(page()).contains("data-operation=\"doctor\"", "aria-label=\"Run the doctor on web\"");
	}

	@Test
	void showsWhatIsLeftOfTheLimits() {
		given(this.limits.all()).willReturn(List.of(limits("letsencrypt")));
		assertThat(page()).contains("Limits of letsencrypt", "aria-valuenow=\"1\"", "aria-valuemax=\"5\"",
				"wants to be left alone with orders until", "5/7d");
	}

	@Test
	void warnsOfAClockThatIsWrong() {
		assertThat(page()).doesNotContain("section-clock");
		given(this.manager.clockSkews()).willReturn(List
			.of(new ClockSkew("letsencrypt", Duration.ofHours(1), Duration.ZERO, NOW, ClockSkew.State.DIFFERS)));
		assertThat(page()).contains("section-clock", "differ by 3600 s");
	}

	@Test
	void namesWhatIsStoredButNotConfigured() {
		given(this.unconfigured.find())
			.willReturn(Optional.of(List.of(new UnconfiguredCertificate("old", NOW.plusSeconds(7200), null))));
		assertThat(page()).contains("Not configured", "old", "in 2 hours");
	}

	@Test
	void showsManyInATableTheWorstAsCards() {
		for (int number = 100; number < 1200; number++) {
			add("web" + number, State.VALID, 60, 30, NOW.plusSeconds(90000), null);
		}
		add("worst", State.EXPIRED, 90, -1, null, null);
		String page = page();
		assertThat(page.split("<article", -1)).hasSize(101);
		int rest = page.indexOf("The other certificates");
		assertThat(page.substring(0, rest)).contains("<h3 id=\"certificate-1-name\">worst</h3>")
			.doesNotContain("web1199");
		assertThat(page.substring(rest)).contains("web1199");
		assertThat(page.length()).isLessThan(2_000_000);
	}

	@Test
	void usesNoInlineStylesAndNoInlineHandlers() {
		this.writable = true;
		add("web", State.VALID, 60, 30, NOW, failure("No."));
		assertThat(page()).doesNotContain(" style=", " onclick", " onload");
	}

	@Test
	void saysSoWhenThereIsNothing() {
		assertThat(page()).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").contains("No certificate is looked after");
	}

	@Test
	void aHeaderIsSentWithThePageOnly() {
		PageHeaders headers = new PageHeaders("/actuator", "acme");
		assertThat(headers.of(PathContainer.parsePath("/actuator/acme"), "text/html,*/*;q=0.8"))
			.containsKeys("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "Cache-Control");
		assertThat(headers.of(PathContainer.parsePath("/actuator/acme"), "*/*")).isEmpty();
		assertThat(headers.of(PathContainer.parsePath("/actuator/acme/web"), "text/html")).isEmpty();
		assertThat(new PageHeaders("", "acme").of(PathContainer.parsePath("/company/acme"), "text/html")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/%61cme", "/actuator/acme;x=1", "/%61ctuator/acme" })
	void aPathThatIsWrittenOtherwiseLeadsToThePageWithItsHeaders(String path) {
		assertThat(new PageHeaders("/actuator", "acme").of(PathContainer.parsePath(path), "text/html"))
			.containsKey("Content-Security-Policy");
	}

	private String page() {
		return new AcmePage(this.manager, () -> this.unconfigured, () -> this.limits,
				(name) -> Optional.ofNullable(this.diagnoses.get(name)), () -> this.writable,
				Clock.fixed(NOW, ZoneOffset.UTC))
			.render();
	}

	private void add(String name, State state, int age, int left, @Nullable Instant renewal,
			@Nullable Failure failure) {
		this.certificates.add(status(name, state, age, left, renewal, failure, null));
	}

	private static CertificateStatus status(String name, State state, int age, int left, @Nullable Instant renewal,
			@Nullable Failure failure, @Nullable Instant paused) {
		boolean placeholder = state == State.PLACEHOLDER;
		return new CertificateStatus(name,
				List.of(Identifier.of("web.example.com"), Identifier.of("www.web.example.com")), state,
				placeholder ? null : "letsencrypt", placeholder ? null : "0a1b",
				placeholder ? null : NOW.minus(Duration.ofDays(age)),
				placeholder ? null : NOW.plus(Duration.ofDays(left)), renewal, renewal, failure, 3, false, null,
				paused);
	}

	private static CertificateStatus explained(String name, String url) {
		return new CertificateStatus(name, List.of(Identifier.of("web.example.com")), State.VALID, "le", "0a1b", NOW,
				NOW.plusSeconds(9), null, null, null, 3, true, URI.create(url));
	}

	private static Diagnosis diagnosis(Finding... findings) {
		return new Diagnosis("web", NOW.minus(Duration.ofHours(2)), Duration.ofMillis(312), List.of(findings));
	}

	private static Failure failure(String message) {
		return new Failure(Reason.RATE_LIMITED, message, NOW.minusSeconds(3600), 3);
	}

	private static RateLimitStatus limits(String issuer) {
		return new RateLimitStatus(issuer, URI.create("https://ca.example"),
				List.of(new RateLimitStatus.Spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET,
						new RateLimit(5, Duration.ofDays(7)), "web.example.com", 4, 1, NOW.plusSeconds(9000))),
				List.of(new RateLimitStatus.Held("orders", null, NOW, NOW.plusSeconds(90000))), Map.of());
	}

}
