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

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.github.acmeboot.issuer.AcmeRequestListener;

/**
 * Times the requests to CAs.
 */
final class AcmeRequests implements AcmeRequestListener {

	private final MeterRegistry registry;

	AcmeRequests(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onRequest(String issuer, String operation, String outcome, Duration duration) {
		Timer.builder("acme.requests")
			.description("Requests to the CA")
			.tags("issuer", issuer, "operation", operation, "outcome", outcome)
			.register(this.registry)
			.record(duration);
	}

}
