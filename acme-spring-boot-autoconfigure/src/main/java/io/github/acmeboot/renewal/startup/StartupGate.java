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

package io.github.acmeboot.renewal.startup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * Orders the certificates that are missing as soon as the ports are open, and lets the
 * start wait for them. What cannot come in time, because a failure holds it back, is not
 * waited for.
 */
final class StartupGate implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(StartupGate.class);

	private final AcmeManager manager;

	private final Duration wait;

	private final boolean failing;

	private final Clock clock;

	private final Semaphore news = new Semaphore(0);

	private volatile boolean running;

	StartupGate(AcmeManager manager, Duration wait, boolean failing, Clock clock) {
		this.manager = manager;
		this.wait = wait;
		this.failing = failing;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.wait.isZero()) {
			open();
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@EventListener
	void onFailure(CertificateRenewalFailedEvent event) {
		this.news.release();
	}

	private void open() {
		await(order());
		List<CertificateStatus> missing = missing();
		if (missing.isEmpty()) {
			return;
		}
		if (this.failing) {
			throw new MissingCertificatesException(this.wait, missing);
		}
		logger.warn("No certificate came within " + this.wait + ": starting with a placeholder for "
				+ missing.stream().map((status) -> "'" + status.name() + "'").collect(Collectors.joining(", ")));
	}

	private List<CertificateStatus> missing() {
		return this.manager.certificates()
			.stream()
			.filter((status) -> status.state() == CertificateStatus.State.PLACEHOLDER && status.nextAttempt() != null)
			.toList();
	}

	private boolean isPossibleBy(CertificateStatus status, Instant instant) {
		return status.nextAttempt() != null && !status.nextAttempt().isAfter(instant);
	}

	private Set<String> order() {
		Set<String> names = missing().stream()
			.filter((status) -> isPossibleBy(status, this.clock.instant()))
			.map(CertificateStatus::name)
			.collect(Collectors.toSet());
		names.forEach((name) -> this.manager.renew(name).whenComplete((certificate, failure) -> this.news.release()));
		return names;
	}

	private void await(Set<String> names) {
		Instant end = this.clock.instant().plus(this.wait);
		long deadline = System.nanoTime() + this.wait.toNanos();
		try {
			boolean inTime = true;
			while (inTime && missing().stream()
				.anyMatch((status) -> names.contains(status.name()) && isPossibleBy(status, end))) {
				inTime = this.news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
