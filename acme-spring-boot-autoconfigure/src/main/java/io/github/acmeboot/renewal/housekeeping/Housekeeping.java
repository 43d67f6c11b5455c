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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.StoreCleaner;

/**
 * Takes away what has expired long ago: former generations, certificates that nobody
 * looks after any more, and what crashes have left. What is served here is kept. Of all
 * instances one does it about once a day.
 */
final class Housekeeping implements Runnable {

	static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(14);

	static final Duration DAILY = Duration.ofDays(1);

	private static final Log logger = LogFactory.getLog(Housekeeping.class);

	private static final Duration LEAST_BETWEEN_RUNS = Duration.ofHours(20);

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private final ManagedCertificates managed;

	private final CertificateRepository certificates;

	private final ChallengeAnswers answers;

	private final StoreCleaner cleaner;

	private final CertificatePublisher publisher;

	private final AcmeLock lock;

	private final Clock clock;

	Housekeeping(ManagedCertificates managed, CertificateRepository certificates, ChallengeAnswers answers,
			StoreCleaner cleaner, CertificatePublisher publisher, AcmeLock lock, Clock clock) {
		this.managed = managed;
		this.certificates = certificates;
		this.answers = answers;
		this.cleaner = cleaner;
		this.publisher = publisher;
		this.lock = lock;
		this.clock = clock;
	}

	@Override
	public void run() {
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
		this.cleaner.recordRun(this.clock.instant());
	}

	private void clean(String name) {
		boolean ours = this.managed.find(name).isPresent() || this.publisher.published(name).isPresent();
		if (ours) {
			this.cleaner.removeFormer(name, (former) -> isExpired(former) && !isServed(name, former));
		}
		else if (this.cleaner.isOfNoUse(name, this::isExpired)) {
			removeAbandoned(name);
		}
	}

	private void removeAbandoned(String name) {
		try (Lease lease = this.lock.tryAcquire("renew/" + name, TIME_TO_LIVE).orElse(null)) {
			if (lease != null && this.cleaner.isOfNoUse(name, this::isExpired)) {
				logger.info("Removing '" + name + "' from the store: no certificate of that name is looked after here, "
						+ "and it has expired more than " + KEPT_AFTER_EXPIRY.toDays() + " days ago");
				this.cleaner.remove(name);
			}
		}
	}

	private boolean isExpired(IssuedCertificate certificate) {
		return certificate.notAfter().plus(KEPT_AFTER_EXPIRY).isBefore(this.clock.instant());
	}

	private boolean isServed(String name, IssuedCertificate certificate) {
		return this.publisher.published(name).filter(certificate::equals).isPresent();
	}

}
