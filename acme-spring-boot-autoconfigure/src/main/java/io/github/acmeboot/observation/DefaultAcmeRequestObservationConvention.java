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

import io.micrometer.common.KeyValues;

import io.github.acmeboot.observation.AcmeObservation.LowCardinalityKey;

/**
 * The names and keys of a request to a CA, unless the user has others.
 */
public class DefaultAcmeRequestObservationConvention implements AcmeRequestObservationConvention {

	@Override
	public String getName() {
		return "acme.request";
	}

	@Override
	public String getContextualName(AcmeRequestObservationContext context) {
		return "acme request " + context.getOperation();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AcmeRequestObservationContext context) {
		return KeyValues.of(LowCardinalityKey.ISSUER.withValue(context.getIssuer()),
				LowCardinalityKey.OPERATION.withValue(context.getOperation()),
				LowCardinalityKey.OUTCOME.withValue(DefaultIssuanceObservationConvention.orNone(context.getOutcome())));
	}

}
