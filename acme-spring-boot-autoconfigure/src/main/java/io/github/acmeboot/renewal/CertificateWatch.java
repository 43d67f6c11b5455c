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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificate;

/**
 * Keeps an eye on one certificate: knows when to look closely, when a glance at the
 * store's version is enough, and who waits for a renewal. Used by one thread at a time,
 * except for {@link #add(RenewalRequest)}, {@link #lookClosely()} and {@link #stop()}.
 */
final class CertificateWatch {

	private final Renewal renewal;

	private final HeldCertificates held;

	private final Runnable wakeUp;

	private final Clock clock;

	private final Duration tick;

	private final Duration checkInterval;

	private final Queue<RenewalRequest> requests = new ConcurrentLinkedQueue<>();

	private Instant due = Instant.MAX;

	private @Nullable Instant lastLook;

	private volatile boolean glanceSuffices;

	CertificateWatch(Renewal renewal, HeldCertificates held, RenewalSettings settings, Runnable wakeUp, Clock clock) {
		this.renewal = renewal;
		this.held = held;
		this.wakeUp = wakeUp;
		this.clock = clock;
		this.tick = settings.tick();
		this.checkInterval = settings.checkInterval();
	}

	void add(RenewalRequest request) {
		this.requests.add(request);
	}

	/**
	 * Has the next wake look closely, whatever was planned.
	 */
	void lookClosely() {
		this.glanceSuffices = false;
	}

	/**
	 * Does what is to be done now.
	 * @param wanted what is wanted
	 * @return when to wake again
	 */
	Instant wake(ManagedCertificate wanted) {
		this.renewal.tendToStore();
		boolean closely = !this.glanceSuffices || !this.requests.isEmpty();
		this.glanceSuffices = true;
		this.requests.removeIf((request) -> {
			request.attempt(this.renewal, wanted, this.wakeUp);
			return request.result().isDone();
		});
		Instant now = this.clock.instant();
		if (closely || isTimeToLook(now) || isOutOfStep(wanted)) {
			this.lastLook = now;
			this.due = this.renewal.look(wanted, this.wakeUp);
		}
		this.renewal.endRevokedSessions(wanted);
		this.held.keepCopy(wanted.name());
		return next(this.clock.instant());
	}

	/**
	 * Ends for good, also what was obtained and presented while the certificate was
	 * removed.
	 * @param name the name of the certificate
	 */
	void abandon(String name) {
		stop();
		this.held.withdraw(name);
	}

	/**
	 * Tells those who wait that nothing will come of it any more.
	 */
	void stop() {
		this.requests.forEach((request) -> request.result()
			.completeExceptionally(new AcmeException(AcmeException.Reason.INTERRUPTED,
					"The application stops, or the certificate is no longer looked after")));
		this.requests.clear();
	}

	private boolean isTimeToLook(Instant now) {
		return this.lastLook == null || !this.due.isAfter(now) || !this.lastLook.plus(this.checkInterval).isAfter(now);
	}

	private boolean isOutOfStep(ManagedCertificate wanted) {
		try {
			return this.held.isOutOfStep(wanted.name());
		}
		catch (AcmeException ex) {
			return true;
		}
	}

	private Instant next(Instant now) {
		Instant next = now.plus(this.requests.isEmpty() ? this.tick : Renewal.SHORTLY);
		return (this.due.isAfter(now) && this.due.isBefore(next)) ? this.due : next;
	}

}
