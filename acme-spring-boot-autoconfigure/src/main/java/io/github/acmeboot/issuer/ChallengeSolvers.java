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

package io.github.acmeboot.issuer;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeSolver;

/**
 * The types of challenges that can be answered here.
 */
final class ChallengeSolvers {

	private final SortedMap<String, ChallengeSolver> solvers = new TreeMap<>();

	private final List<ChallengeSolver.AbsenceCheck> checks;

	ChallengeSolvers(List<ChallengeSolver> solvers) {
		this(solvers, List.of());
	}

	/**
	 * Creates the types. Of two solvers of one type the first is used.
	 * @param solvers what answers challenges
	 * @param checks know what is missing where nothing does
	 */
	ChallengeSolvers(List<ChallengeSolver> solvers, List<ChallengeSolver.AbsenceCheck> checks) {
		this.checks = checks;
		solvers.forEach((solver) -> this.solvers.putIfAbsent(solver.type(), solver));
	}

	/**
	 * Refuses the configuration of a certificate whose challenge nothing answers. An
	 * application that answers none at all only serves what others have obtained.
	 * @param certificate the certificate
	 */
	void checkConfigured(ManagedCertificate certificate) {
		if (this.solvers.containsKey(certificate.challenge())) {
			return;
		}
		this.checks.forEach((check) -> check.check(certificate));
		if (!this.solvers.isEmpty()) {
			throw new InvalidConfigurationPropertyValueException(property(certificate), certificate.challenge(),
					"Nothing here answers challenges of that type. Check the spelling, and that what it needs is on the "
							+ "classpath, or use one of: " + String.join(", ", this.solvers.keySet()) + ".");
		}
	}

	/**
	 * Finds what proves control of all identifiers of a certificate.
	 * @param certificate the certificate
	 * @return what answers its challenges
	 */
	ChallengeSolver find(ManagedCertificate certificate) {
		ChallengeSolver solver = this.solvers.get(certificate.challenge());
		if (solver == null) {
			throw mistake(
					"Nothing here answers %s challenges, but %s. Check '%s', and that what it needs is on the classpath."
						.formatted(certificate.challenge(), this.solvers.keySet(), property(certificate)));
		}
		for (Identifier identifier : certificate.identifiers()) {
			if (!solver.supports(identifier)) {
				throw mistake("Control of '%s' cannot be proved by %s. Choose another '%s'.".formatted(identifier,
						certificate.challenge(), property(certificate)));
			}
		}
		return solver;
	}

	private static AcmeException mistake(String message) {
		return new AcmeException(Reason.CONFIGURATION, message, null, null, List.of(), null, Remedy.OPERATOR, false);
	}

	private static String property(ManagedCertificate certificate) {
		return "acme.certificates." + certificate.name() + ".challenge";
	}

}
