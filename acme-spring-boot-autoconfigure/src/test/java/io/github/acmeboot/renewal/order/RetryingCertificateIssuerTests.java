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

package io.github.acmeboot.renewal.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.renewal.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RetryingCertificateIssuer}.
 */
class RetryingCertificateIssuerTests {

	private static final IssuanceRequest REQUEST = new IssuanceRequest(TestCertificates.wanted("web"), "ca",
			Optional.empty(), () -> {
			}, 1);

	private static final RetrySettings QUICK = new RetrySettings(5, Duration.ofMillis(1), 2, Duration.ofMillis(500));

	private final Clock clock = Clock.systemUTC();

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void triesAgainWhatIsAMatterOfSeconds() {
		IssuedCertificate certificate = TestCertificates.issued(this.clock.instant(), Duration.ofDays(1));
		CertificateIssuer issuer = retrying(QUICK, () -> {
			if (this.calls.incrementAndGet() < 3) {
				throw failure(AcmeException.Reason.SERVER, null);
			}
			return certificate;
		});
		assertThat(issuer.issue(REQUEST)).isSameAs(certificate);
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void givesUpAfterTheConfiguredNumberOfAttempts() {
		assertThat(failing(QUICK, failure(AcmeException.Reason.NETWORK, null))).extracting(AcmeException::getReason)
			.isEqualTo(AcmeException.Reason.NETWORK);
		assertThat(this.calls).hasValue(5);
	}

	@ParameterizedTest
	@EnumSource(value = AcmeException.Reason.class, mode = EnumSource.Mode.EXCLUDE, names = { "NETWORK", "SERVER" })
	void leavesEverythingElseToTheSchedule(AcmeException.Reason reason) {
		failing(QUICK, failure(reason, null));
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void triesAgainByTheRemedyOfTheProblem() {
		failing(QUICK, new AcmeException(AcmeException.Reason.PROTOCOL, "Not ready", null, null, List.of(), null,
				AcmeException.Remedy.SECONDS, true));
		assertThat(this.calls).hasValue(5);
	}

	@Test
	void goesOnWithAnOrderAsPatiently() {
		CertificateIssuer issuer = retrying(QUICK, () -> {
			this.calls.incrementAndGet();
			throw failure(AcmeException.Reason.NETWORK, null);
		});
		assertThat(catchThrowableOfType(AcmeException.class, () -> issuer.resume(REQUEST))).isNotNull();
		assertThat(this.calls).hasValue(5);
	}

	@Test
	void waitsAsLongAsTheCaWants() {
		Instant start = this.clock.instant();
		failing(new RetrySettings(2, Duration.ofMillis(1), 2, Duration.ofMillis(500)),
				failure(AcmeException.Reason.SERVER, start.plusMillis(200)));
		assertThat(this.calls).hasValue(2);
		assertThat(Duration.between(start, this.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(199));
	}

	@Test
	void leavesItToTheScheduleWhenTheCaWantsToBeLeftAloneForLonger() {
		failing(QUICK, failure(AcmeException.Reason.SERVER, this.clock.instant().plusSeconds(60)));
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void aPastRetryAfterDoesNotShortenTheWait() {
		Instant start = this.clock.instant();
		failing(new RetrySettings(2, Duration.ofMillis(100), 2, Duration.ofMillis(500)),
				failure(AcmeException.Reason.SERVER, start.minusSeconds(60)));
		assertThat(Duration.between(start, this.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(99));
	}

	@Test
	void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
		CountDownLatch called = new CountDownLatch(1);
		CompletableFuture<AcmeException> thrown = new CompletableFuture<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		CertificateIssuer issuer = retrying(new RetrySettings(5, Duration.ofMinutes(10), 2, Duration.ofMinutes(10)),
				() -> {
					this.calls.incrementAndGet();
					called.countDown();
					throw failure(AcmeException.Reason.NETWORK, null);
				});
		Thread thread = new Thread(() -> {
			try {
				issuer.issue(REQUEST);
			}
			catch (AcmeException ex) {
				interrupted.set(Thread.currentThread().isInterrupted());
				thrown.complete(ex);
			}
		});
		thread.start();
		assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		assertThat(thrown).succeedsWithin(30, TimeUnit.SECONDS)
			.extracting(AcmeException::getReason)
			.isEqualTo(AcmeException.Reason.INTERRUPTED);
		assertThat(interrupted).isTrue();
		assertThat(this.calls).hasValue(1);
	}

	private AcmeException failing(RetrySettings settings, AcmeException failure) {
		CertificateIssuer issuer = retrying(settings, () -> {
			this.calls.incrementAndGet();
			throw failure;
		});
		return catchThrowableOfType(AcmeException.class, () -> issuer.issue(REQUEST));
	}

	private CertificateIssuer retrying(RetrySettings settings, Supplier<IssuedCertificate> issue) {
		return new RetryingCertificateIssuer(new CertificateIssuer() {

			@Override
			public IssuedCertificate issue(IssuanceRequest request) {
				return issue.get();
			}

			@Override
			public Optional<IssuedCertificate> resume(IssuanceRequest request) {
				return Optional.of(issue(request));
			}

			@Override
			public void complete(IssuanceRequest request) {
			}

		}, settings, this.clock);
	}

	private static AcmeException failure(AcmeException.Reason reason, @Nullable Instant retryAfter) {
		return new AcmeException(reason, "No", null, null, List.of(), retryAfter);
	}

}
