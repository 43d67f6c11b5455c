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

package io.github.acmeboot.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceStep;

/**
 * An issuance that is observed, and each of its steps within it.
 */
final class ObservedIssuance implements IssuanceProgress {

	private final Observation observation;

	private final IssuanceObservationContext context;

	private final ObservationRegistry registry;

	private final Conventions conventions;

	ObservedIssuance(Observation observation, IssuanceObservationContext context, ObservationRegistry registry,
			Conventions conventions) {
		this.observation = observation;
		this.context = context;
		this.registry = registry;
		this.conventions = conventions;
	}

	@Override
	public <T> T call(IssuanceStep step, Supplier<T> work) {
		return this.conventions.step(step, () -> new IssuanceStepObservationContext(step, this.context), this.registry)
			.observe(work);
	}

	@Override
	public void asks(String issuer) {
		this.context.setIssuer(issuer);
	}

	@Override
	public void ordered(String location) {
		this.context.setOrder(location);
	}

	@Override
	public void presented(Identifier identifier) {
		Observation step = this.registry.getCurrentObservation();
		if (step != null) {
			step.event(AcmeObservation.Event.CHALLENGE_PRESENTED);
		}
	}

	@Override
	public void obtained(IssuedCertificate certificate) {
		this.context.setSerial(certificate.serial());
	}

	@Override
	public void idle(Idleness reason) {
		this.context.setIdleness(reason);
	}

	@Override
	public void failed(Throwable failure) {
		this.observation.error(failure);
	}

}
