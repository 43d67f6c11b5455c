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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.issuer.RevocationRequest;

/**
 * Tries again at once what is a matter of seconds. Whatever takes longer, be it by its
 * nature or because the CA says so, is left to the schedule of longer waits.
 */
public final class RetryingCertificateIssuer implements CertificateIssuer {

	private final CertificateIssuer delegate;

	private final Clock clock;

	private final Duration maxInterval;

	private final Retry retry;

	/**
	 * Creates an issuer that tries again.
	 * @param delegate the issuer that is asked
	 * @param settings how often and when to try again
	 * @param clock tells how long the CA wants to be left alone
	 */
	public RetryingCertificateIssuer(CertificateIssuer delegate, RetrySettings settings, Clock clock) {
		this.delegate = delegate;
		this.clock = clock;
		this.maxInterval = settings.maxInterval();
		IntervalFunction growing = IntervalFunction.ofExponentialBackoff(settings.initialInterval(),
				settings.multiplier(), settings.maxInterval());
		this.retry = Retry.of("acme", RetryConfig.custom()
			.maxAttempts(settings.maxAttempts())
			.intervalBiFunction(
					(attempt, result) -> Math.max(growing.apply(attempt), result.fold(this::requested, (none) -> 0L)))
			.retryOnException(this::isMatterOfSeconds)
			.build());
	}

	@Override
	public IssuedCertificate issue(IssuanceRequest request) {
		return patiently(() -> this.delegate.issue(request));
	}

	@Override
	public Optional<IssuedCertificate> resume(IssuanceRequest request) {
		return patiently(() -> this.delegate.resume(request));
	}

	@Override
	public RevocationRequest.Signer revoke(RevocationRequest request) {
		return patiently(() -> this.delegate.revoke(request));
	}

	private <T> T patiently(Supplier<T> request) {
		try {
			return this.retry.executeSupplier(request);
		}
		catch (AcmeException ex) {
			if (!Thread.currentThread().isInterrupted() || ex.getReason() == AcmeException.Reason.INTERRUPTED) {
				throw ex;
			}
			throw new AcmeException(AcmeException.Reason.INTERRUPTED,
					"Interrupted while waiting to try again after: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void complete(IssuanceRequest request) {
		this.delegate.complete(request);
	}

	@Override
	public Optional<RenewalInfo> renewalInfo(String issuer, IssuedCertificate certificate) {
		return this.delegate.renewalInfo(issuer, certificate);
	}

	@Override
	public Optional<URI> directory(String issuer) {
		return this.delegate.directory(issuer);
	}

	@Override
	public Optional<String> profile(String issuer) {
		return this.delegate.profile(issuer);
	}

	@Override
	public List<String> keepAccounts() {
		return this.delegate.keepAccounts();
	}

	private boolean isMatterOfSeconds(Throwable failure) {
		return !Thread.currentThread().isInterrupted() && failure instanceof AcmeException acme
				&& acme.getRemedy() == AcmeException.Remedy.SECONDS
				&& requested(failure) <= this.maxInterval.toMillis();
	}

	private long requested(Throwable failure) {
		return Optional.of(failure)
			.filter(AcmeException.class::isInstance)
			.map(AcmeException.class::cast)
			.flatMap(AcmeException::getRetryAfter)
			.map((instant) -> Duration.between(this.clock.instant(), instant).toMillis())
			.orElse(0L);
	}

}
