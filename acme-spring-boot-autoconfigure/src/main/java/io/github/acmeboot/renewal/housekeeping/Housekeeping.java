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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.StoreCleaner;
import io.github.acmeboot.store.repository.Stored;

/**
 * Takes away what has expired long ago: former generations, certificates that nobody
 * looks after any more, and what crashes have left. What is served here is kept, and so
 * is what another instance tries to renew. Of all instances one does it about once a day;
 * each sees to its local copy itself.
 */
final class Housekeeping implements Runnable {

	static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(14);

	static final Duration DAILY = Duration.ofDays(1);

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final Duration LEAST_BETWEEN_RUNS = Duration.ofHours(20);

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private final ManagedCertificates managed;

	private final CertificateRepository certificates;

	private final StateRepository states;

	private final LocalCopy copy;

	private final ChallengeAnswers answers;

	private final StoreCleaner cleaner;

	private final CertificatePublisher publisher;

	private final AcmeLock lock;

	private final Clock clock;

	Housekeeping(ManagedCertificates managed, CertificateRepository certificates, StateRepository states,
			LocalCopy copy, ChallengeAnswers answers, StoreCleaner cleaner, CertificatePublisher publisher,
			AcmeLock lock, Clock clock) {
		this.managed = managed;
		this.certificates = certificates;
		this.states = states;
		this.copy = copy;
		this.answers = answers;
		this.cleaner = cleaner;
		this.publisher = publisher;
		this.lock = lock;
		this.clock = clock;
	}

	@Override
	public void run() {
		this.copy.removeAll((name, certificate) -> !isOurs(name) && isExpired(certificate));
		try (Lease lease = this.lock.tryAcquire("clean", TIME_TO_LIVE).orElse(null)) {
			if (lease != null && isTime()) {
				clean(lease);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("Unable to take away what is stored and of no more use; trying again within a day: "
					+ ex.getMessage());
			logger.debug("Housekeeping failed", ex);
		}
	}

	private boolean isTime() {
		Instant latest = this.clock.instant().minus(LEAST_BETWEEN_RUNS);
		return this.cleaner.lastRun().filter((last) -> last.isAfter(latest)).isEmpty();
	}

	private void clean(Lease lease) {
		List<String> names = this.certificates.names();
		this.cleaner.removeProbes();
		this.answers.removeExpired();
		this.cleaner.removeRevoked(this::isExpired);
		for (String name : names) {
			if (!lease.held() || Thread.currentThread().isInterrupted()) {
				return;
			}
			clean(name);
		}
		this.states.names().stream().filter((name) -> !names.contains(name)).forEach(this::cleanWithoutCertificate);
		this.cleaner.leftOrders((name) -> !isOurs(name), this.clock.instant()).forEach(this::cleanOrder);
		this.cleaner.recordRun(this.clock.instant());
	}

	private void clean(String name) {
		if (isOurs(name)) {
			this.cleaner.removeFormer(name, (former) -> isExpired(former) && !isServed(name, former));
		}
		else if (isAbandoned(name)) {
			remove(name, () -> isAbandoned(name),
					"and it has expired more than " + KEPT_AFTER_EXPIRY.toDays() + " days ago");
		}
	}

	private void cleanWithoutCertificate(String name) {
		if (!isOurs(name) && isWithoutCertificate(name)) {
			remove(name, () -> isWithoutCertificate(name), "and none was ever obtained");
		}
	}

	private void cleanOrder(String name, Instant leftSince) {
		if (leftSince.plus(KEPT_AFTER_EXPIRY).isBefore(this.clock.instant())) {
			remove(name, () -> this.cleaner.isOrderAllThereIs(name), "and nobody goes on with its order");
		}
	}

	private void remove(String name, BooleanSupplier stillOfNoUse, String reason) {
		try (Lease lease = this.lock.tryAcquire("renew/" + name, TIME_TO_LIVE).orElse(null)) {
			if (lease != null && stillOfNoUse.getAsBoolean()) {
				logger.info("Removing '" + name + "' from the store: no certificate of that name is looked after here, "
						+ reason);
				this.cleaner.remove(name);
			}
		}
	}

	private boolean isOurs(String name) {
		return this.managed.find(name).isPresent() || this.publisher.published(name).isPresent();
	}

	private boolean isAbandoned(String name) {
		return this.cleaner.isOfNoUse(name, this::isExpired) && failure(name).filter(this::isRecent).isEmpty();
	}

	private boolean isWithoutCertificate(String name) {
		return this.certificates.version(name).isEmpty()
				&& failure(name).filter((failure) -> !isRecent(failure)).isPresent();
	}

	private Optional<CertificateStatus.Failure> failure(String name) {
		return this.states.find(name).map(Stored::value).map(CertificateState::failure);
	}

	/**
	 * Returns whether somebody may be trying still: that is done once a day at least.
	 * @param failure the last failure
	 * @return whether it is too recent to say that nobody does
	 */
	private boolean isRecent(CertificateStatus.Failure failure) {
		return failure.at().plus(KEPT_AFTER_EXPIRY).isAfter(this.clock.instant());
	}

	private boolean isExpired(IssuedCertificate certificate) {
		return certificate.notAfter().plus(KEPT_AFTER_EXPIRY).isBefore(this.clock.instant());
	}

	private boolean isServed(String name, IssuedCertificate certificate) {
		return this.publisher.published(name).filter(certificate::equals).isPresent();
	}

}
