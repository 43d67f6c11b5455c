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

package io.github.acmeboot.renewal.forecast;

import java.time.Instant;
import java.util.Optional;

import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.CertificateState;

/**
 * How things stand with a certificate, as whoever looks after it sees them.
 *
 * @param wanted what is wanted
 * @param held the certificate that is held
 * @param state what all instances remember
 * @param ownFailure what went wrong in this instance
 * @param ownAttempt when this instance goes on after that
 * @param unsaved whether a certificate was issued that is not saved yet
 * @param listening whether a server is listening that can answer a challenge
 */
public record Situation(ManagedCertificate wanted, Optional<IssuedCertificate> held, CertificateState state,
		Optional<Failure> ownFailure, Optional<Instant> ownAttempt, boolean unsaved, boolean listening) {

	boolean isRevoked() {
		return this.held.filter(this.state::isRevoked).isPresent();
	}

	boolean isRolledBack() {
		return this.held.filter(this.state::isRolledBack).isPresent();
	}

	Instant ownAttempt(Instant now) {
		return this.ownAttempt.filter(now::isBefore).orElse(now);
	}

}
