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

package io.github.acmeboot.issuer.order;

import java.util.Optional;

import org.shredzone.acme4j.Status;

import io.github.acmeboot.issuer.problem.FailedChallenge;

/**
 * What has become of a challenge.
 *
 * @param status the status of the challenge
 * @param failure why it failed, if it has
 */
record Verdict(Status status, Optional<FailedChallenge> failure) {

	static Verdict of(Status status) {
		return new Verdict(status, Optional.empty());
	}

	static Verdict of(FailedChallenge failure) {
		return new Verdict(Status.INVALID, Optional.of(failure));
	}

	boolean isFailed() {
		return this.failure.isPresent();
	}

	boolean isOpen() {
		return this.status == Status.PENDING || this.status == Status.PROCESSING;
	}

}
