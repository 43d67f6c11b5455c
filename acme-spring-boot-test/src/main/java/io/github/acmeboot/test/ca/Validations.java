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

package io.github.acmeboot.test.ca;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.ratelimit.RateLimiter;
import io.github.acmeboot.test.validation.ChallengeValidator;

/**
 * Validates the challenges that were triggered. Thread-safe.
 */
public final class Validations implements AutoCloseable {

	private final List<ChallengeValidator> validators;

	private final CaPolicy policy;

	private final CaBehaviour behaviour;

	private final RateLimiter rateLimiter;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "acme-test-server-validation");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Creates the validations of a CA.
	 * @param validators the types of challenges
	 * @param policy what the CA demands
	 * @param behaviour how the CA behaves
	 * @param rateLimiter counts the failures
	 */
	public Validations(List<ChallengeValidator> validators, CaPolicy policy, CaBehaviour behaviour,
			RateLimiter rateLimiter) {
		this.validators = validators;
		this.policy = policy;
		this.behaviour = behaviour;
		this.rateLimiter = rateLimiter;
	}

	/**
	 * Validates a challenge, now or soon.
	 * @param authorization the authorization of the challenge
	 * @param challenge a challenge that was triggered
	 */
	public void start(Authorization authorization, Challenge challenge) {
		if (this.policy.asynchronous()) {
			this.threads.execute(() -> delayedValidation(authorization, challenge));
		}
		else {
			validate(authorization, challenge);
		}
	}

	private void delayedValidation(Authorization authorization, Challenge challenge) {
		Duration delay = this.behaviour.getValidationDelay();
		try {
			Thread.sleep(delay.toMillis());
			validate(authorization, challenge);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void validate(Authorization authorization, Challenge challenge) {
		try {
			validator(challenge.getType()).validate(authorization.target(), challenge.getToken(),
					authorization.getAccount().keyAuthorization(challenge.getToken()));
			this.rateLimiter.authorizationSucceeded(authorization.getAccount().getId(), authorization.target());
			challenge.succeed(this.policy.clock().instant());
		}
		catch (ProblemException ex) {
			fail(authorization, challenge, ex.problem());
		}
		catch (RuntimeException ex) {
			fail(authorization, challenge, Problem.of(ProblemType.SERVER_INTERNAL, "Unable to validate: " + ex));
		}
	}

	private void fail(Authorization authorization, Challenge challenge, Problem problem) {
		this.rateLimiter.authorizationFailed(authorization.getAccount().getId(), authorization.target());
		challenge.fail(problem, this.policy.failedChallengesStayPending() ? Status.PENDING : Status.INVALID);
	}

	private ChallengeValidator validator(String type) {
		return this.validators.stream()
			.filter((validator) -> validator.type().equals(type))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No validator of type " + type));
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
