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

package io.github.acmeboot.issuer.problem;

import java.util.List;
import java.util.Optional;

import org.shredzone.acme4j.Problem;

import io.github.acmeboot.AcmeException.Subproblem;
import io.github.acmeboot.Identifier;

/**
 * A challenge that failed.
 *
 * @param identifier what control of was to be proved
 * @param challenge the type of challenge
 * @param problem what the CA says, if anything
 */
public record FailedChallenge(Identifier identifier, String challenge, Optional<Problem> problem) {

	ProblemKind kind() {
		return this.problem.flatMap(Problems::kind).orElse(ProblemKind.INCORRECT_RESPONSE).ofChallenge();
	}

	Subproblem subproblem() {
		return new Subproblem(this.problem.map(Problems::type).orElse("about:blank"), this.identifier.value(),
				this.problem.map(Problems::text).orElse("the CA does not say why"));
	}

	/**
	 * Names the identifiers, with what went wrong.
	 * @param failed the challenges, of one type
	 * @return the text
	 */
	static String describe(List<FailedChallenge> failed) {
		FailedChallenge first = failed.get(0);
		List<Subproblem> subproblems = failed.stream().map(FailedChallenge::subproblem).toList();
		return (failed.size() > 1)
				? "%d names by %s: %s".formatted(failed.size(), first.challenge(), Problems.text(subproblems))
				: "'%s' by %s: %s".formatted(first.identifier(), first.challenge(),
						Problems.withoutFullStop(first.subproblem().detail()));
	}

}
