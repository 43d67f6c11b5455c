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
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.progress.IssuanceProgress.Idleness;
import io.github.acmeboot.observation.AcmeObservation.HighCardinalityKey;
import io.github.acmeboot.observation.AcmeObservation.LowCardinalityKey;

/**
 * The names and keys of an issuance, unless the user has others.
 */
public class DefaultIssuanceObservationConvention implements IssuanceObservationConvention {

	@Override
	public String getName() {
		return "acme.issuance";
	}

	@Override
	public String getContextualName(IssuanceObservationContext context) {
		return "acme issuance";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(IssuanceObservationContext context) {
		return KeyValues.of(LowCardinalityKey.CERTIFICATE.withValue(context.getCertificate().name()),
				LowCardinalityKey.ISSUER.withValue(orNone(context.getIssuer())),
				LowCardinalityKey.OCCASION.withValue(context.getOccasion()),
				LowCardinalityKey.OUTCOME.withValue(outcome(context.getIdleness(), context.getError())),
				LowCardinalityKey.REASON.withValue(reason(context.getError())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(IssuanceObservationContext context) {
		String domains = context.getCertificate()
			.identifiers()
			.stream()
			.map(Identifier::value)
			.collect(Collectors.joining(","));
		return KeyValues.of(HighCardinalityKey.DOMAINS.withValue(domains),
				HighCardinalityKey.SERIAL.withValue(orNone(context.getSerial())),
				HighCardinalityKey.ORDER_URL.withValue(orNone(context.getOrder())));
	}

	static String orNone(@Nullable String value) {
		return (value != null) ? value : KeyValue.NONE_VALUE;
	}

	static String outcome(@Nullable Idleness idleness, @Nullable Throwable error) {
		if (error != null) {
			return "failure";
		}
		return (idleness != null) ? idleness.name().toLowerCase(Locale.ROOT) : "success";
	}

	static String reason(@Nullable Throwable error) {
		if (error == null) {
			return KeyValue.NONE_VALUE;
		}
		AcmeException.Reason reason = (error instanceof AcmeException failure) ? failure.getReason()
				: AcmeException.Reason.INTERNAL;
		return reason.name().toLowerCase(Locale.ROOT);
	}

}
