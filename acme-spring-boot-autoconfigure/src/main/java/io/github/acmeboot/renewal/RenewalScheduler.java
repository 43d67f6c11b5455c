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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.StoreChangeListener;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * Wakes for each certificate when it is due, and at a steady tick to notice what other
 * instances have done, or as soon as the store tells. Begins when the application is
 * ready, ends before the web server does, and has threads of its own.
 */
final class RenewalScheduler
		implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent>, StoreChangeListener {

	private static final Log logger = LogFactory.getLog(RenewalScheduler.class);

	private static final Duration BETWEEN_GLANCES = Duration.ofMillis(10);

	private static final Duration GLANCES_WITHIN = Duration.ofSeconds(30);

	private final ManagedCertificates certificates;

	private final Function<Runnable, CertificateWatch> newWatch;

	private final ThreadPoolTaskScheduler threads;

	private final Clock clock;

	private final Map<String, Timer> timers = new ConcurrentHashMap<>();

	private volatile boolean running;

	private volatile boolean ready;

	RenewalScheduler(ManagedCertificates certificates, Function<Runnable, CertificateWatch> newWatch,
			ThreadPoolTaskScheduler threads, Clock clock) {
		this.certificates = certificates;
		this.newWatch = newWatch;
		this.threads = threads;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.threads.initialize();
		this.running = true;
		if (this.ready) {
			watchAll();
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.ready = true;
		if (this.running) {
			watchAll();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.threads.shutdown();
		this.timers.values().forEach(Timer::stop);
		this.timers.clear();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void changed(String key) {
		if (this.running && this.ready) {
			CertificateRepository.nameOf(key)
				.map(this.timers::get)
				.ifPresent((timer) -> timer.glanceBy(this.clock.instant()));
			RevokedCertificates.nameOf(key).map(this.timers::get).ifPresent(Timer::wakeNow);
		}
	}

	@Override
	public void missed() {
		if (this.running && this.ready) {
			schedule(this::glanceAtAll, this.clock.instant());
		}
	}

	/**
	 * Begins to look after a certificate, or looks after it at once.
	 * @param name the name of the certificate
	 */
	void watch(String name) {
		if (this.running && this.ready) {
			timer(name).wakeNow();
		}
	}

	/**
	 * Does what is asked for as soon as the lock is to be had.
	 * @param name the name of the certificate
	 * @param request what is asked for
	 * @return the certificate, when it is there
	 */
	CompletableFuture<IssuedCertificate> request(String name, RenewalRequest request) {
		if (!this.running) {
			request.result()
				.completeExceptionally(new AcmeException(AcmeException.Reason.INTERRUPTED,
						"Unable to do anything for '" + name + "': the application has not started, or stops"));
			return request.result();
		}
		Timer timer = timer(name);
		timer.watch.add(request);
		timer.wakeNow();
		return request.result();
	}

	/**
	 * Ends looking after a certificate.
	 * @param name the name of the certificate
	 */
	void forget(String name) {
		Optional.ofNullable(this.timers.remove(name)).ifPresent(Timer::stop);
	}

	private void glanceAtAll() {
		List<Timer> all = List.copyOf(this.timers.values());
		Duration share = GLANCES_WITHIN.dividedBy(Math.max(all.size(), 1));
		Duration step = (share.compareTo(BETWEEN_GLANCES) < 0) ? share : BETWEEN_GLANCES;
		Instant at = this.clock.instant();
		for (Timer timer : all) {
			timer.glanceBy(at);
			at = at.plus(step);
		}
	}

	private @Nullable Future<?> schedule(Runnable task, Instant instant) {
		try {
			return this.threads.schedule(task, instant);
		}
		catch (TaskRejectedException ex) {
			logger.debug("Not looking after the certificates any more: stopping", ex);
			return null;
		}
	}

	private void watchAll() {
		this.certificates.all().forEach((certificate) -> timer(certificate.name()).wakeNow());
	}

	private Timer timer(String name) {
		return this.timers.computeIfAbsent(name, (key) -> new Timer(key, this.newWatch));
	}

	/**
	 * Wakes for one certificate, by one thread at a time.
	 */
	private final class Timer implements Runnable {

		private final String name;

		private final CertificateWatch watch;

		private @Nullable Future<?> next;

		private Instant nextAt = Instant.MAX;

		private boolean busy;

		private boolean again;

		Timer(String name, Function<Runnable, CertificateWatch> newWatch) {
			this.name = name;
			this.watch = newWatch.apply(this::wakeNow);
		}

		@Override
		public void run() {
			if (!begin()) {
				return;
			}
			Instant next = RenewalScheduler.this.clock.instant().plus(Renewal.SHORTLY);
			try {
				Optional<ManagedCertificate> wanted = RenewalScheduler.this.certificates.find(this.name);
				if (wanted.isPresent()) {
					next = this.watch.wake(wanted.get());
				}
				if (RenewalScheduler.this.certificates.find(this.name).isEmpty()) {
					this.watch.abandon(this.name);
				}
			}
			catch (Throwable ex) {
				logger.error("Unexpected failure while looking after '" + this.name + "'; going on at " + next, ex);
			}
			finally {
				end(next);
			}
		}

		synchronized void wakeNow() {
			this.watch.lookClosely();
			this.again = this.busy;
			if (!this.busy) {
				wakeAt(RenewalScheduler.this.clock.instant());
			}
		}

		/**
		 * Glances at the certificate at an instant, unless it is looked at before.
		 * @param instant when to glance
		 */
		synchronized void glanceBy(Instant instant) {
			this.again = this.again || this.busy;
			if (!this.busy && instant.isBefore(this.nextAt)) {
				wakeAt(instant);
			}
		}

		synchronized void stop() {
			if (this.next != null) {
				this.next.cancel(false);
			}
			this.watch.stop();
		}

		private synchronized boolean begin() {
			boolean free = !this.busy;
			this.busy = true;
			return free;
		}

		private synchronized void end(Instant next) {
			this.busy = false;
			wakeAt(this.again ? RenewalScheduler.this.clock.instant() : next);
			this.again = false;
		}

		private void wakeAt(Instant instant) {
			if (this.next != null) {
				this.next.cancel(false);
			}
			if (!RenewalScheduler.this.running || RenewalScheduler.this.timers.get(this.name) != this) {
				this.watch.stop();
				return;
			}
			this.next = schedule(this, instant);
			this.nextAt = instant;
		}

	}

}
