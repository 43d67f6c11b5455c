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
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Examination;
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

	private final String type;

	private final List<ChallengeSolver> solvers;

	private final Optional<Function<ChallengeRequest, PresentedChallenge>> alone;

	private final Clock clock;

	/**
	 * Creates a trial.
	 * @param type the type of the challenge
	 * @param solvers what presents answers of that type
	 * @param alone presents an answer in this instance only
	 * @param clock the clock
	 */
	Trial(String type, List<ChallengeSolver> solvers, Optional<Function<ChallengeRequest, PresentedChallenge>> alone,
			Clock clock) {
		this.type = type;
		this.solvers = solvers;
		this.alone = alone;
		this.clock = clock;
	}

	/**
	 * Looks at the names of a certificate side by side, if control of them is proved by
	 * this type of challenge.
	 * @param examination the certificate, and who is told what was found
	 * @param look looks at one name, without its wildcard
	 */
	void examine(Examination examination, BiConsumer<Identifier, Examination> look) {
		ManagedCertificate certificate = examination.certificate();
		if (!certificate.challenge().equals(this.type)) {
			return;
		}
		if (this.solvers.isEmpty()) {
			examination.skip(certificate.name(), "Nothing in this application answers " + this.type + ".");
			return;
		}
		examination.forEach(certificate.identifiers().stream().map(Identifier::withoutWildcard).distinct().toList(),
				look);
	}

	/**
	 * Presents an answer while somebody looks at it.
	 * @param identifier the name it is for
	 * @param look looks at what is asked for and what is presented
	 */
	void run(Identifier identifier, BiConsumer<ChallengeRequest, PresentedChallenge> look) {
		ChallengeRequest request = request(identifier);
		PresentedChallenge presented = present(request);
		try {
			look.accept(request, presented);
		}
		finally {
			end(presented);
		}
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

	/**
	 * Counts the answers for a name that a trial may be in the way of.
	 * @param identifier the name
	 * @return how many are presented now, by any instance
	 */
	int presented(Identifier identifier) {
		return this.solvers.get(0).presented(identifier);
	}

	/**
	 * Ends an answer, even if the thread is interrupted because the time is over.
	 * @param presented what is presented
	 */
	static void end(PresentedChallenge presented) {
		boolean interrupted = Thread.interrupted();
		try {
			presented.close();
		}
		catch (StoreException ex) {
			logger.debug("The answer to a trial ends by itself", ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
