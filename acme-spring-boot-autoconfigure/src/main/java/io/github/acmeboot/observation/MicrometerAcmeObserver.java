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

import java.io.IOException;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.RequestProgress;

/**
 * Observes issuances and requests by Micrometer.
 */
final class MicrometerAcmeObserver implements AcmeObserver {

	private final ObservationRegistry registry;

	private final Conventions conventions;

	MicrometerAcmeObserver(ObservationRegistry registry, Conventions conventions) {
		this.registry = registry;
		this.conventions = conventions;
	}

	@Override
	public <T> T issuance(ManagedCertificate certificate, String occasion, Function<IssuanceProgress, T> work) {
		IssuanceObservationContext context = new IssuanceObservationContext(certificate, occasion);
		Observation observation = this.conventions.issuance(() -> context, this.registry);
		return observation
			.observe(() -> work.apply(new ObservedIssuance(observation, context, this.registry, this.conventions)));
	}

	@Override
	public RequestProgress request(String issuer, String operation) {
		AcmeRequestObservationContext context = new AcmeRequestObservationContext(issuer, operation);
		return new ObservedRequest(this.conventions.request(() -> context, this.registry).start(), context);
	}

	@Override
	public Runnable carry(Runnable work) {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? () -> current.scoped(work) : work;
	}

	/**
	 * A request that is observed.
	 *
	 * @param observation the observation
	 * @param context what is known of it
	 */
	private record ObservedRequest(Observation observation,
			AcmeRequestObservationContext context) implements RequestProgress {

		@Override
		public void answered(String outcome) {
			this.context.setOutcome(outcome);
			this.observation.stop();
		}

		@Override
		public void failed(IOException failure) {
			this.context.setOutcome("io");
			this.observation.error(failure);
			this.observation.stop();
		}

	}

}
