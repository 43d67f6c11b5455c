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
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.progress.IssuanceProgress.Idleness;

/**
 * What is known of an attempt to obtain a certificate. More and more is, as it goes on.
 */
public class IssuanceObservationContext extends Observation.Context {

	private final ManagedCertificate certificate;

	private final String occasion;

	private @Nullable String issuer;

	private @Nullable String order;

	private @Nullable String serial;

	private @Nullable Idleness idleness;

	/**
	 * Creates a context.
	 * @param certificate what is to be obtained
	 * @param occasion why, in lower case
	 */
	public IssuanceObservationContext(ManagedCertificate certificate, String occasion) {
		this.certificate = certificate;
		this.occasion = occasion;
	}

	public ManagedCertificate getCertificate() {
		return this.certificate;
	}

	public String getOccasion() {
		return this.occasion;
	}

	public @Nullable String getIssuer() {
		return this.issuer;
	}

	/**
	 * Sets the issuer that is asked from now on. No order with it is known yet.
	 * @param issuer the name of the issuer
	 */
	public void setIssuer(String issuer) {
		this.issuer = issuer;
		this.order = null;
	}

	public @Nullable String getOrder() {
		return this.order;
	}

	public void setOrder(String order) {
		this.order = order;
	}

	public @Nullable String getSerial() {
		return this.serial;
	}

	public void setSerial(String serial) {
		this.serial = serial;
	}

	public @Nullable Idleness getIdleness() {
		return this.idleness;
	}

	public void setIdleness(Idleness idleness) {
		this.idleness = idleness;
	}

}
