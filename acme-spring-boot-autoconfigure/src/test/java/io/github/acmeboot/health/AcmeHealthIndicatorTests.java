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

package io.github.acmeboot.health;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AcmeHealthIndicatorTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant EXPIRY = NOW.plusSeconds(86400);

	private final AcmeManager manager = mock(AcmeManager.class);

	private StoreStatus store = new StoreStatus("redis", NOW, null, null, null);

	@Test
	void isUpWithoutCertificates() {
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void isUpWhileAValidCertificateIsServed() {
		Health health = health(status("web", State.VALID, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsExactly(
				Map.entry("store", Map.of("type", "redis", "state", StoreStatus.State.AVAILABLE, "lastSuccess", NOW)),
				Map.entry("web", Map.of("state", State.VALID, "placeholder", false, "serial", "0a1b", "expiry", EXPIRY,
						"nextAttempt", NOW)));
	}

	@Test
	void staysUpWhenTheStoreIsInTroubleAndSaysWhich() {
		Trouble former = new Trouble(Kind.WIPED, "It was emptied.", NOW, NOW);
		this.store = new StoreStatus("redis", NOW, new Trouble(Kind.READ_ONLY, "It is a replica.", EXPIRY, null),
				former, new StoreStatus.Copy(NOW, "The disk is full."));
		Health health = health(status("web", State.VALID, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails().get("store")).isEqualTo(Map.of("type", "redis", "state",
				StoreStatus.State.IN_TROUBLE, "trouble", Kind.READ_ONLY, "message", "It is a replica.", "since", EXPIRY,
				"lastSuccess", NOW, "lastTrouble",
				Map.of("trouble", Kind.WIPED, "message", "It was emptied.", "since", NOW, "until", NOW), "localCopy",
				Map.of("state", StoreStatus.State.IN_TROUBLE, "lastWritten", NOW, "message", "The disk is full.")));
	}

	@Test
	void aCertificateThatIsCalledStoreIsStillSeen() {
		Health health = health(status("store", State.VALID, null));
		assertThat(health.getDetails()).containsKey("acme.store");
		assertThat(health.getDetails().get("store")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("serial", "0a1b");
	}

	@Test
	void staysUpWhenRenewalsFailAndSaysWhy() {
		Failure failure = new Failure(Reason.RATE_LIMITED, "Too many certificates", NOW, 3);
		Health health = health(status("web", State.VALID, failure));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails().get("web")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("lastFailure",
					Map.of("reason", Reason.RATE_LIMITED, "message", "Too many certificates", "at", NOW, "count", 3));
	}

	@Test
	void showsWhereTheCaExplainsWhenItWantsARenewal() {
		CertificateStatus web = status("web", State.VALID, null);
		URI explanation = URI.create("https://ca.example/incident");
		Health health = health(new CertificateStatus(web.name(), web.identifiers(), web.state(), web.issuer(),
				web.serial(), web.notBefore(), web.notAfter(), web.renewal(), web.nextAttempt(), null, 1, false,
				explanation));
		assertThat(health.getDetails().get("web")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("explanationUrl", explanation);
	}

	@Test
	void isOutOfServiceWhileAPlaceholderIsServed() {
		Health health = health(status("web", State.VALID, null), status("api", State.PLACEHOLDER, null));
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails().get("api"))
			.isEqualTo(Map.of("state", State.PLACEHOLDER, "placeholder", true, "nextAttempt", NOW));
	}

	@Test
	void isOutOfServiceWhenAnExpiredCertificateIsServed() {
		assertThat(health(status("web", State.EXPIRED, null)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void isOutOfServiceWhileARevokedCertificateIsServed() {
		assertThat(health(status("web", State.REVOKED, null)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void staysUpWhenAClockIsWrongAndSaysByHowMuch() {
		Duration skew = Duration.ofHours(-1);
		given(this.manager.clockSkews()).willReturn(
				List.of(new ClockSkew("other", Duration.ZERO, Duration.ofSeconds(1), NOW, ClockSkew.State.AGREES),
						new ClockSkew("letsencrypt", skew, Duration.ofSeconds(1), NOW, ClockSkew.State.DIFFERS)));
		Health health = health(status("clock", State.VALID, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails().get("acme.clock")).isEqualTo(Map.of("letsencrypt", Map.of("state",
				ClockSkew.State.DIFFERS, "skew", skew, "uncertainty", Duration.ofSeconds(1), "at", NOW)));
	}

	private Health health(CertificateStatus... certificates) {
		given(this.manager.certificates()).willReturn(List.of(certificates));
		given(this.manager.storeStatus()).willReturn(this.store);
		return new AcmeHealthIndicator(this.manager).health();
	}

	private static CertificateStatus status(String name, State state, @Nullable Failure failure) {
		boolean issued = state != State.PLACEHOLDER;
		return new CertificateStatus(name, List.of(Identifier.of("example.com")), state, issued ? "letsencrypt" : null,
				issued ? "0a1b" : null, issued ? NOW : null, issued ? EXPIRY : null, issued ? NOW : null, NOW, failure,
				1, false, null);
	}

}
