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

import io.github.acmeboot.observation.AcmeObservation.HighCardinalityKey;
import io.github.acmeboot.observation.AcmeObservation.LowCardinalityKey;

/**
 * The names and keys of a step of an issuance, unless the user has others.
 */
public class DefaultIssuanceStepObservationConvention implements IssuanceStepObservationConvention {

	@Override
	public String getContextualName(IssuanceStepObservationContext context) {
		return "acme " + step(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(IssuanceStepObservationContext context) {
		IssuanceObservationContext issuance = context.getIssuance();
		return KeyValues.of(LowCardinalityKey.CERTIFICATE.withValue(issuance.getCertificate().name()),
				LowCardinalityKey.ISSUER.withValue(DefaultIssuanceObservationConvention.orNone(issuance.getIssuer())),
				LowCardinalityKey.OUTCOME.withValue(
						DefaultIssuanceObservationConvention.outcome(issuance.getIdleness(), context.getError())),
				LowCardinalityKey.REASON.withValue(DefaultIssuanceObservationConvention.reason(context.getError())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(IssuanceStepObservationContext context) {
		return KeyValues.of(HighCardinalityKey.ORDER_URL
			.withValue(DefaultIssuanceObservationConvention.orNone(context.getIssuance().getOrder())));
	}

	private static String step(IssuanceStepObservationContext context) {
		return context.getStep().name().toLowerCase(Locale.ROOT);
	}

}
