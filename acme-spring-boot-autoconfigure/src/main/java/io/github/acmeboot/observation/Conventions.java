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
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.issuer.progress.IssuanceStep;

/**
 * The conventions of the user, each of which takes the place of ours.
 *
 * @param issuance that of an issuance
 * @param step that of a step
 * @param request that of a request
 */
record Conventions(@Nullable IssuanceObservationConvention issuance, @Nullable IssuanceStepObservationConvention step,
		@Nullable AcmeRequestObservationConvention request) {

	private static final IssuanceObservationConvention ISSUANCE = new DefaultIssuanceObservationConvention();

	private static final IssuanceStepObservationConvention STEP = new DefaultIssuanceStepObservationConvention();

	private static final AcmeRequestObservationConvention REQUEST = new DefaultAcmeRequestObservationConvention();

	Observation issuance(Supplier<IssuanceObservationContext> context, ObservationRegistry registry) {
		return AcmeObservation.ISSUANCE.observation(this.issuance, ISSUANCE, context, registry);
	}

	Observation step(IssuanceStep step, Supplier<IssuanceStepObservationContext> context,
			ObservationRegistry registry) {
		return Observation.createNotStarted(NamedStep.of(step, this.step), new NamedStep(step, STEP), context,
				registry);
	}

	Observation request(Supplier<AcmeRequestObservationContext> context, ObservationRegistry registry) {
		return AcmeObservation.REQUEST.observation(this.request, REQUEST, context, registry);
	}

}
