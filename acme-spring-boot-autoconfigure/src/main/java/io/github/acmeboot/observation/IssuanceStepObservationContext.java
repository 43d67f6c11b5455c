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

import io.micrometer.observation.Observation;

import io.github.acmeboot.issuer.progress.IssuanceStep;

/**
 * What is known of a step of an issuance.
 */
public class IssuanceStepObservationContext extends Observation.Context {

	private final IssuanceStep step;

	private final IssuanceObservationContext issuance;

	/**
	 * Creates a context.
	 * @param step the step
	 * @param issuance the issuance it is a step of
	 */
	public IssuanceStepObservationContext(IssuanceStep step, IssuanceObservationContext issuance) {
		this.step = step;
		this.issuance = issuance;
	}

	public IssuanceStep getStep() {
		return this.step;
	}

	public IssuanceObservationContext getIssuance() {
		return this.issuance;
	}

}
