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

package io.github.acmeboot.renewal.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.renewal.plan.IssuersFailedException;

/**
 * What went wrong with each issuer in one attempt.
 */
final class IssuerFailures {

	private final String certificate;

	private final Optional<String> advice;

	private final Map<String, AcmeException> failures = new LinkedHashMap<>();

	private final List<AcmeException> spared = new ArrayList<>();

	/**
	 * Creates a record of no failures.
	 * @param certificate the name of the certificate
	 * @param advice what was found to be wrong before
	 */
	IssuerFailures(String certificate, Optional<String> advice) {
		this.certificate = certificate;
		this.advice = advice;
	}

	void add(String issuer, AcmeException failure) {
		this.failures.put(issuer, failure);
	}

	/**
	 * Adds an issuer that was not asked.
	 * @param issuer the name of the issuer
	 * @param failure what it failed with before
	 */
	void spare(String issuer, AcmeException failure) {
		add(issuer, failure);
		this.spared.add(failure);
	}

	boolean have(String issuer) {
		return this.failures.containsKey(issuer);
	}

	AcmeException combined() {
		return IssuersFailedException.of(this.certificate, this.failures, this.spared, this.advice);
	}

}
