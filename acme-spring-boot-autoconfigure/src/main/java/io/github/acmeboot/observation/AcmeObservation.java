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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed.
 */
public enum AcmeObservation implements ObservationDocumentation {

	/**
	 * An attempt to obtain a certificate.
	 */
	ISSUANCE {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultIssuanceObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKey.CERTIFICATE, LowCardinalityKey.ISSUER, LowCardinalityKey.OCCASION,
					LowCardinalityKey.OUTCOME, LowCardinalityKey.REASON };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKey.values();
		}

	},

	/**
	 * A step of an issuance.
	 */
	STEP {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultIssuanceStepObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKey.CERTIFICATE, LowCardinalityKey.ISSUER, LowCardinalityKey.OUTCOME,
					LowCardinalityKey.REASON };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKey.ORDER_URL };
		}

		@Override
		public Observation.Event[] getEvents() {
			return Event.values();
		}

	},

	/**
	 * A request to a CA.
	 */
	REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultAcmeRequestObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKey.ISSUER, LowCardinalityKey.OPERATION, LowCardinalityKey.OUTCOME };
		}

	};

	/**
	 * Keys with few values.
	 */
	public enum LowCardinalityKey implements KeyName {

		/**
		 * The name of the certificate.
		 */
		CERTIFICATE("certificate"),

		/**
		 * The name of the issuer that was asked last, or {@code none}.
		 */
		ISSUER("issuer"),

		/**
		 * Why the certificate is obtained: {@code due} or {@code requested}.
		 */
		OCCASION("occasion"),

		/**
		 * What is asked of the CA, in the words of RFC 8555.
		 */
		OPERATION("operation"),

		/**
		 * What has become of it. Of an issuance {@code success}, {@code failure},
		 * {@code busy} if another instance has the lock, or {@code unneeded} if there was
		 * nothing to do any more; of a request {@code success}, the last segment of the
		 * problem type, {@code http} or {@code io}.
		 */
		OUTCOME("outcome"),

		/**
		 * The reason of the failure, as the metrics have it, or {@code none}.
		 */
		REASON("reason");

		private final String key;

		LowCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys with many values.
	 */
	public enum HighCardinalityKey implements KeyName {

		/**
		 * What the certificate is for.
		 */
		DOMAINS("certificate.domains"),

		/**
		 * The serial number of the new certificate.
		 */
		SERIAL("certificate.serial"),

		/**
		 * The URL of the order.
		 */
		ORDER_URL("order.url");

		private final String key;

		HighCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * What happens within a step.
	 */
	public enum Event implements Observation.Event {

		/**
		 * The answer to a challenge can be fetched.
		 */
		CHALLENGE_PRESENTED {

			@Override
			public String getName() {
				return "acme.challenge.presented";
			}

			@Override
			public String getContextualName() {
				return "challenge presented";
			}

		}

	}

}
