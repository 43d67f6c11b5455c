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

import java.util.Locale;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.issuer.progress.IssuanceStep;

/**
 * Names a step: a convention is asked for the name without its context.
 *
 * @param step the step
 * @param keys says everything else
 */
record NamedStep(IssuanceStep step,
		IssuanceStepObservationConvention keys) implements IssuanceStepObservationConvention {

	static @Nullable NamedStep of(IssuanceStep step, @Nullable IssuanceStepObservationConvention keys) {
		return (keys != null) ? new NamedStep(step, keys) : null;
	}

	@Override
	public String getName() {
		String own = this.keys.getName();
		return (own != null) ? own : "acme.issuance." + this.step.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public @Nullable String getContextualName(IssuanceStepObservationContext context) {
		return this.keys.getContextualName(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(IssuanceStepObservationContext context) {
		return this.keys.getLowCardinalityKeyValues(context);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(IssuanceStepObservationContext context) {
		return this.keys.getHighCardinalityKeyValues(context);
	}

}
