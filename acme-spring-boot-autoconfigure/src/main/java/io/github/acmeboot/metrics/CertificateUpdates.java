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

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.context.event.EventListener;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

/**
 * Counts and times what becomes of the attempts to renew. The counters start at zero, so
 * that the first failure is an increase, and go with their certificates.
 */
final class CertificateUpdates {

	private static final int MOST_WITH_ZEROED_FAILURES = 100;

	private static final String UPDATES = "certificate.updates";

	private static final String FAILURES = "certificate.update.failures";

	private static final String DURATION = "certificate.update.duration";

	private final MeterRegistry registry;

	private final ManagedCertificates certificates;

	private final Timer reload;

	CertificateUpdates(MeterRegistry registry, ManagedCertificates certificates) {
		this.registry = registry;
		this.certificates = certificates;
		this.reload = Timer.builder("certificate.reload")
			.description("Time until the running server presents a new certificate")
			.register(registry);
		certificates.onChange(this::follow);
		certificates.all().forEach((certificate) -> follow(certificate.name()));
	}

	@EventListener
	void onIssued(CertificateIssuedEvent event) {
		updates(event.name(), event.issuer()).increment();
		duration(event.name()).record(event.duration());
	}

	@EventListener
	void onFailed(CertificateRenewalFailedEvent event) {
		failures(event.name(), event.failure().getReason()).increment();
	}

	@EventListener
	void onPublished(CertificatePublishedEvent event) {
		this.reload.record(event.duration());
	}

	private synchronized void follow(String certificate) {
		Optional<ManagedCertificate> known = this.certificates.find(certificate);
		if (known.isPresent()) {
			register(known.get());
		}
		else {
			Stream.of(UPDATES, FAILURES, DURATION)
				.flatMap((name) -> this.registry.find(name).tag("certificate", certificate).meters().stream())
				.toList()
				.forEach(this.registry::remove);
		}
	}

	private void register(ManagedCertificate known) {
		String certificate = known.name();
		known.issuers().forEach((issuer) -> updates(certificate, issuer));
		duration(certificate);
		if (this.certificates.all().size() <= MOST_WITH_ZEROED_FAILURES) {
			Stream.of(Reason.values()).forEach((reason) -> failures(certificate, reason));
		}
	}

	private Counter updates(String certificate, String issuer) {
		return Counter.builder(UPDATES)
			.description("Certificates obtained")
			.tags("certificate", certificate, "issuer", issuer)
			.register(this.registry);
	}

	private Timer duration(String certificate) {
		return Timer.builder(DURATION)
			.description("Time it took to obtain a certificate")
			.tag("certificate", certificate)
			.register(this.registry);
	}

	private Counter failures(String certificate, Reason reason) {
		return Counter.builder(FAILURES)
			.description("Failed attempts to obtain a certificate")
			.tags("certificate", certificate, "reason", reason.name().toLowerCase(Locale.ROOT))
			.register(this.registry);
	}

}
