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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;
import org.springframework.boot.context.event.ApplicationReadyEvent;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.renewal.account.AccountOperations;
import io.github.acmeboot.renewal.forecast.Forecast;
import io.github.acmeboot.renewal.order.RetrySettings;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.RequestDigest;
import io.github.acmeboot.renewal.plan.RequestTerms;
import io.github.acmeboot.renewal.plan.RetrySchedule;
import io.github.acmeboot.renewal.recovery.KeptCertificates;
import io.github.acmeboot.renewal.recovery.StoreRecovery;
import io.github.acmeboot.renewal.server.ListeningServer;
import io.github.acmeboot.renewal.suggestion.Suggestions;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.sealing.EncryptionProperties;
import io.github.acmeboot.store.sealing.Resealing;
import io.github.acmeboot.store.sealing.StoreSealing;
import io.github.acmeboot.store.status.StoreMonitor;

/**
 * One instance of an application, put together by hand on virtual time.
 */
final class TestInstance {

	static final Duration TICK = Duration.ofSeconds(30);

	final TestPublisher publisher = new TestPublisher();

	final ListeningServer server = ListeningServer.expected();

	final List<Object> events = new CopyOnWriteArrayList<>();

	final IssuerAccounts accounts = Mockito.mock(IssuerAccounts.class);

	final RecordingObserver observer = new RecordingObserver();

	final RenewalScheduler scheduler;

	volatile @Nullable RemainingLimits limits;

	final AcmeManager manager;

	Consumer<Object> listener = this.events::add;

	volatile double chance = 0.5;

	TestInstance(Clock time, RenewalThreads threads, AcmeStore store, AcmeLock lock, CertificateIssuer issuer,
			boolean enabled, ManagedCertificate... wanted) {
		this(time, TICK, threads, store, lock, issuer, enabled, wanted);
	}

	TestInstance(Clock time, Duration tick, RenewalThreads threads, AcmeStore store, AcmeLock lock,
			CertificateIssuer issuer, boolean enabled, ManagedCertificate... wanted) {
		this(time, tick, threads, store, LocalCopy.off(), lock, issuer, enabled, wanted);
	}

	TestInstance(Clock time, Duration tick, RenewalThreads threads, AcmeStore backEnd, LocalCopy copy, AcmeLock lock,
			CertificateIssuer issuer, boolean enabled, ManagedCertificate... wanted) {
		RenewalSettings settings = new RenewalSettings(tick, tick.multipliedBy(20),
				new RetrySettings(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(30)));
		ManagedCertificates certificates = new ManagedCertificates(List.of(wanted));
		StoreMonitor monitor = new StoreMonitor(time, () -> Duration.between(Instant.EPOCH, time.instant()).toNanos());
		AcmeStore store = monitor.over(backEnd);
		CertificateRepository repository = new CertificateRepository(store);
		HeldCertificates held = new HeldCertificates(repository, this.publisher, new KeptCertificates(copy, time),
				time);
		StateRepository stateRepository = new StateRepository(store);
		RenewalStates states = new RenewalStates(stateRepository, new RequestDigest((name) -> ""), time);
		RevokedCertificates revoked = new RevokedCertificates(store);
		RenewalPlanner planner = new RenewalPlanner(new RequestTerms(issuer), enabled, true);
		Suggestions suggestions = new Suggestions(issuer, stateRepository, planner, () -> this.chance, time);
		RenewalReport report = new RenewalReport((event) -> this.listener.accept(event), time);
		Renewal renewal = new Renewal(lock, held, states, planner,
				new Issuance(issuer, held, states, planner, suggestions, report, (certificate) -> Optional.empty(),
						time),
				new Rollback(held, revoked, states, planner, report, time),
				new Revocation(issuer, revoked, held, states, report, time),
				new RenewalFailures(held, states, planner, new RetrySchedule(() -> 0.5), report, monitor, time,
						settings.tick()),
				new StoreLook(held, states, planner,
						new StoreRecovery(repository, issuer, monitor, time, settings.checkInterval()), suggestions,
						time),
				this.server, this.observer, time);
		this.scheduler = new RenewalScheduler(certificates,
				(wakeUp) -> new CertificateWatch(renewal, held, settings, wakeUp, time), threads, time);
		this.manager = new AcmeManager(certificates, this.scheduler, held, states, planner,
				new Forecast(planner, () -> this.limits, new OrderJournal(store), issuer, time), this.server,
				new AccountOperations(this.accounts, lock), () -> monitor.status(copy.status()),
				new Resealing(new StoreSealing(new EncryptionProperties())), new ClockSkews(time));
	}

	TestInstance start() {
		this.scheduler.start();
		this.server.opened(443);
		ready();
		return this;
	}

	void ready() {
		this.scheduler.onApplicationEvent(Mockito.mock(ApplicationReadyEvent.class));
	}

	IssuedCertificate served(String name) {
		return this.publisher.published(name).orElseThrow();
	}

	CertificateStatus status(String name) {
		return this.manager.status(name).orElseThrow();
	}

}
