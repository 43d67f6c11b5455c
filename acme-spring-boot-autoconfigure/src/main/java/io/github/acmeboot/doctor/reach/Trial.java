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

package io.github.acmeboot.doctor.reach;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.store.StoreException;

/**
 * Presents the answers to challenges that no CA has asked for, by what presents those
 * that a CA has. If they cannot be stored for other instances, this one presents them.
 */
final class Trial {

	private static final Log logger = LogFactory.getLog(Trial.class);

	private static final Duration LIFE = Duration.ofMinutes(2);

	private static final int SIZE = 32;

	private final SecureRandom random = new SecureRandom();

	private final List<ChallengeSolver> solvers;

	private final Optional<Function<ChallengeRequest, PresentedChallenge>> alone;

	private final Clock clock;

	/**
	 * Creates a trial.
	 * @param solvers what presents answers of that type
	 * @param alone presents an answer in this instance only
	 * @param clock the clock
	 */
	Trial(List<ChallengeSolver> solvers, Optional<Function<ChallengeRequest, PresentedChallenge>> alone, Clock clock) {
		this.solvers = solvers;
		this.alone = alone;
		this.clock = clock;
	}

	boolean isPossible() {
		return !this.solvers.isEmpty();
	}

	ChallengeRequest request(Identifier identifier) {
		String token = text();
		return new ChallengeRequest(identifier, token, token + "." + text(), this.clock.instant().plus(LIFE));
	}

	private String text() {
		byte[] bytes = new byte[SIZE];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	PresentedChallenge present(ChallengeRequest request) {
		try {
			return this.solvers.get(0).present(request);
		}
		catch (StoreException ex) {
			return this.alone.orElseThrow(() -> ex).apply(request);
		}
	}

	static void end(PresentedChallenge presented) {
		try {
			presented.close();
		}
		catch (StoreException ex) {
			logger.debug("The answer to a trial ends by itself", ex);
		}
	}

}
