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

package io.github.acmeboot.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * Shows how each certificate stands. The gauges come and go with the certificates.
 */
final class CertificateGauges implements MeterBinder {

	private static final String EXPIRY = "certificate.expiry";

	private static final String LIFETIME = "certificate.lifetime";

	private static final String NEXT_ATTEMPT = "certificate.next.attempt";

	private static final String OVERDUE = "certificate.overdue";

	private static final String PLACEHOLDER = "certificate.placeholder";

	private static final String REVOKED = "certificate.revoked";

	private static final String FAILURES = "certificate.update.failures.in.a.row";

	private final AcmeManager manager;

	private final ManagedCertificates certificates;

	private final Clock clock;

	CertificateGauges(AcmeManager manager, ManagedCertificates certificates, Clock clock) {
		this.manager = manager;
		this.certificates = certificates;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.certificates.onChange((name) -> follow(registry, name));
		this.certificates.all().forEach((certificate) -> follow(registry, certificate.name()));
	}

	private synchronized void follow(MeterRegistry registry, String certificate) {
		if (this.certificates.find(certificate).isPresent()) {
			register(registry, certificate);
		}
		else {
			Stream.of(EXPIRY, LIFETIME, NEXT_ATTEMPT, OVERDUE, PLACEHOLDER, REVOKED, FAILURES)
				.flatMap((name) -> registry.find(name).tag("certificate", certificate).meters().stream())
				.toList()
				.forEach(registry::remove);
		}
	}

	private void register(MeterRegistry registry, String certificate) {
		registerTimes(registry, certificate);
		registerStates(registry, certificate);
	}

	private void registerTimes(MeterRegistry registry, String certificate) {
		time(EXPIRY, certificate, (status) -> seconds(status.notAfter(), 0))
			.description("Unix time of the expiry, 0 while a placeholder is presented")
			.register(registry);
		time(LIFETIME, certificate, CertificateGauges::lifetime)
			.description("Time from the start of the validity to the expiry")
			.register(registry);
		time(NEXT_ATTEMPT, certificate, (status) -> seconds(status.nextAttempt(), Double.NaN))
			.description("Unix time of the next attempt to renew")
			.register(registry);
		time(OVERDUE, certificate, this::overdue).description("Time since the planned renewal, 0 until it is past")
			.register(registry);
	}

	private void registerStates(MeterRegistry registry, String certificate) {
		gauge(PLACEHOLDER, certificate, (status) -> (status.state() == State.PLACEHOLDER) ? 1 : 0)
			.description("Whether a placeholder is presented")
			.register(registry);
		gauge(REVOKED, certificate, (status) -> (status.state() == State.REVOKED) ? 1 : 0)
			.description("Whether a revoked certificate is presented")
			.register(registry);
		gauge(FAILURES, certificate, (status) -> (status.lastFailure() != null) ? status.lastFailure().count() : 0)
			.description("Attempts that have failed since the last that succeeded")
			.register(registry);
	}

	private Gauge.Builder<?> time(String name, String certificate, ToDoubleFunction<CertificateStatus> value) {
		return gauge(name, certificate, value).baseUnit("seconds");
	}

	private Gauge.Builder<?> gauge(String name, String certificate, ToDoubleFunction<CertificateStatus> value) {
		return Gauge
			.builder(name, this.manager,
					(manager) -> manager.status(certificate).map(value::applyAsDouble).orElse(Double.NaN))
			.tag("certificate", certificate);
	}

	private double overdue(CertificateStatus status) {
		Instant now = this.clock.instant();
		return (status.renewal() != null && now.isAfter(status.renewal()))
				? Duration.between(status.renewal(), now).toSeconds() : 0;
	}

	private static double lifetime(CertificateStatus status) {
		return (status.notBefore() != null && status.notAfter() != null)
				? Duration.between(status.notBefore(), status.notAfter()).toSeconds() : Double.NaN;
	}

	private static double seconds(@Nullable Instant instant, double otherwise) {
		return (instant != null) ? instant.getEpochSecond() : otherwise;
	}

}
