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

package io.github.acmeboot.challenge.http;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.StoredChallenge;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * Proves control of DNS names and IP addresses by http-01 (RFC 8555 section 8.3, RFC
 * 8738): this instance answers from memory, the others from the store.
 */
class Http01ChallengeSolver implements ChallengeSolver {

	private final ChallengeAnswers answers;

	private final Http01Responder responder;

	Http01ChallengeSolver(ChallengeAnswers answers, Http01Responder responder) {
		this.answers = answers;
		this.responder = responder;
	}

	@Override
	public String type() {
		return Http01Responder.TYPE;
	}

	@Override
	public boolean supports(Identifier identifier) {
		return !identifier.isWildcard();
	}

	@Override
	public PresentedChallenge present(ChallengeRequest challenge) {
		return StoredChallenge.present(this.answers, type(), challenge, this.responder::present);
	}

}
