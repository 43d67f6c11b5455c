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

package io.github.acmeboot.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * What was found out about one certificate.
 *
 * @param certificate the name of the certificate
 * @param at when it was looked at
 * @param duration how long that took
 * @param findings what was found, in the order of the checks
 */
public record Diagnosis(String certificate, Instant at, Duration duration, List<Finding> findings) {

	public Diagnosis {
		findings = List.copyOf(findings);
	}

	/**
	 * Returns the worst that was found.
	 * @return the outcome, {@link Outcome#SKIPPED} if nothing was looked at
	 */
	public Outcome outcome() {
		return this.findings.stream().map(Finding::outcome).max(Comparator.naturalOrder()).orElse(Outcome.SKIPPED);
	}

	/**
	 * Returns what was found with one outcome.
	 * @param outcome the outcome
	 * @return the findings, possibly none
	 */
	public List<Finding> findings(Outcome outcome) {
		return this.findings.stream().filter((finding) -> finding.outcome() == outcome).toList();
	}

}
