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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for certificates that are issued for later.
 */
@ExtendWith(OutputCaptureExtension.class)
class EarlyCertificateTests extends AbstractRenewalTests {

	@Test
	void theFormerOneIsServedUntilTheNewOneBeginsByAllInstances(CapturedOutput output) {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		TestInstance other = instance().start();
		IssuedCertificate former = instance.served("web");
		this.time.advance(Duration.between(START, renewal(instance)).minusSeconds(1));
		issuesFor(Duration.ofHours(5));
		this.time.advance(Duration.ofHours(5).minusMinutes(1));
		assertThat(stored("web")).isNotEqualTo(former);
		assertThat(instance.served("web")).isEqualTo(former);
		assertThat(other.served("web")).isEqualTo(former);
		assertThat(renewal(instance)).isAfter(stored("web").notBefore());
		assertThat(instance.status("web").nextAttempt()).isEqualTo(renewal(instance));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(output.toString().split("is not valid before", -1)).hasSize(3);
		this.time.advance(Duration.ofMinutes(1).plusSeconds(1));
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(other.served("web")).isEqualTo(stored("web"));
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.status("web").lastFailure()).isNull();
	}

	@Test
	void itIsServedAtOnceWhenThereIsNoOtherOne() {
		issuesFor(Duration.ofHours(5));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.EXPIRED);
	}

	@Test
	void theFormerOneIsServedNoLongerThanItIsValid() {
		this.issuer.issues(Duration.ofHours(8));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		Instant end = instance.served("web").notAfter();
		this.time.advance(Duration.between(START, renewal(instance)).minusSeconds(1));
		issuesFor(Duration.ofHours(20));
		this.time.advance(Duration.between(this.time.instant(), end).plusMinutes(11));
		assertThat(instance.served("web")).isEqualTo(stored("web"));
	}

	@Test
	void clocksThatDifferALittleMakeNoDifference() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		issuesFor(Duration.ofSeconds(59));
		this.time.advance(Duration.between(this.time.instant(), renewal(instance)));
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	private void issuesFor(Duration later) {
		this.issuer.does((request) -> TestCertificates.issued(this.time.instant().plus(later), Duration.ofDays(90),
				"web.example.com"));
	}

}
