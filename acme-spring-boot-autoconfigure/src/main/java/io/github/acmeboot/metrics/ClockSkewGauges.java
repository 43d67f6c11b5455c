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
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.acmeboot.issuer.clock.ClockSkews;

/**
 * Shows how the clocks of the CAs differ from that of this machine.
 */
final class ClockSkewGauges implements MeterBinder {

	private static final double MILLIS = 1000;

	private final ClockSkews skews;

	private final List<String> issuers;

	ClockSkewGauges(ClockSkews skews, Collection<String> issuers) {
		this.skews = skews;
		this.issuers = List.copyOf(issuers);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.issuers.forEach((issuer) -> Gauge.builder("acme.clock.skew", this.skews, (skews) -> seconds(skews, issuer))
			.description("What has to be added to the time of this machine to get that of the CA")
			.baseUnit("seconds")
			.tag("issuer", issuer)
			.register(registry));
	}

	private static double seconds(ClockSkews skews, String issuer) {
		return skews.find(issuer).map((skew) -> skew.skew().toMillis() / MILLIS).orElse(Double.NaN);
	}

}
