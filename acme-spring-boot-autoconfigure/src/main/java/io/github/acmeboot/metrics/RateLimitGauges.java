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

import java.util.Collection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.RemainingLimits;

/**
 * Shows what is left of the limits of the CAs. Which limits there are depends on where
 * the CAs are, and that is not asked before the application is ready.
 */
final class RateLimitGauges implements ApplicationListener<ApplicationReadyEvent> {

	private final MeterRegistry registry;

	private final RemainingLimits limits;

	private final ManagedCertificates certificates;

	private final Collection<String> issuers;

	RateLimitGauges(MeterRegistry registry, RemainingLimits limits, ManagedCertificates certificates,
			Collection<String> issuers) {
		this.registry = registry;
		this.limits = limits;
		this.certificates = certificates;
		this.issuers = issuers;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.issuers
			.forEach((issuer) -> this.limits.limits(issuer).forEach((limit, size) -> register(issuer, limit, size)));
	}

	private void register(String issuer, String limit, RateLimit size) {
		Gauge.builder("acme.rate.limit.size", size, RateLimit::size)
			.description("How many there are of what a limit of the CA is on")
			.strongReference(true)
			.tags("issuer", issuer, "limit", limit)
			.register(this.registry);
		Gauge
			.builder("acme.rate.limit.remaining", this.limits,
					(limits) -> limits.remaining(issuer, limit, this.certificates.all()))
			.description("What is left of a limit of the CA, as far as was counted here")
			.tags("issuer", issuer, "limit", limit)
			.register(this.registry);
	}

}
