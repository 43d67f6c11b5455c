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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClockCheck}.
 */
class ClockCheckTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final ClockSkews skews = new ClockSkews(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void aDifferenceThatDoesNotMatterPasses() {
		assertThat(look(Duration.ofSeconds(25)).outcome()).isEqualTo(Outcome.PASS);
	}

	@Test
	void aDifferenceOfMinutesMayMatterAndAnHourFails() {
		assertThat(look(Duration.ofSeconds(60)).outcome()).isEqualTo(Outcome.WARN);
		assertThat(look(Duration.ofMinutes(4)).outcome()).isEqualTo(Outcome.WARN);
		assertThat(look(Duration.ofMinutes(6)).outcome()).isEqualTo(Outcome.FAIL);
		assertThat(look(Duration.ofHours(-1)).seen()).startsWith("The clock of this machine is 3599 s ahead of");
		assertThat(look(Duration.ofDays(400)).outcome()).isEqualTo(Outcome.FAIL);
	}

	@Test
	void aCaThatDoesNotSayWhatTimeItHasIsNotComparedWith() {
		assertThat(look(this::directory).outcome()).isEqualTo(Outcome.SKIPPED);
	}

	@Test
	void aCaThatIsNotReachedIsNotComparedWith() {
		assertThat(look((issuer) -> {
			throw new AcmeException(AcmeException.Reason.NETWORK, "Not reached.");
		}).outcome()).isEqualTo(Outcome.SKIPPED);
	}

	private Finding look(Duration ahead) {
		this.skews.onDate("ca", NOW.plus(ahead), Duration.ZERO);
		return look(this::directory);
	}

	private Finding look(IssuerDirectories directories) {
		ClockCheck check = new ClockCheck(directories, this.skews);
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01",
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		assertThat(examination.findings()).hasSize(1);
		return examination.findings().get(0);
	}

	private IssuerDirectory directory(String issuer) {
		return new IssuerDirectory(issuer, URI.create("https://ca.test/"), Optional.empty(), false, List.of(), Set.of(),
				false, new IssuerDirectory.Configured(true, false, Optional.empty()));
	}

}
