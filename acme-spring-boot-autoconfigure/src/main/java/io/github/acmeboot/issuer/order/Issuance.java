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

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Login;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.issuer.polling.Timeline;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.ratelimit.Allowance;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * One attempt to obtain a certificate: what is wanted, and with whom we talk.
 *
 * @param certificate what is wanted
 * @param predecessor the certificate it takes the place of
 * @param replaces what the order says it replaces
 * @param checkpoint asked before each step that cannot be undone
 * @param journal where the order is recorded
 * @param settings how to order
 * @param solver proves control of the identifiers
 * @param client the sessions with the CA
 * @param session the session of this attempt
 * @param account our account at the CA
 * @param timeline the time of this attempt
 * @param allowance what may be asked of the CA
 * @param progress told how far it has come
 */
public record Issuance(ManagedCertificate certificate, Optional<IssuedCertificate> predecessor,
		Optional<Replaces> replaces, Runnable checkpoint, OrderJournal.Page journal, OrderSettings settings,
		ChallengeSolver solver, AcmeClient client, AcmeSession session, StoredAccount account, Timeline timeline,
		Allowance allowance, IssuanceProgress progress) {

	String name() {
		return this.certificate.name();
	}

	String issuer() {
		return this.client.issuer();
	}

	/**
	 * Returns the profile to ask for, whether the CA offers it or not.
	 * @return the profile, or {@code null} for none
	 */
	@Nullable String profile() {
		String own = this.certificate.profile();
		return (own != null) ? own : this.settings.profile().orElse(null);
	}

	ProblemTranslator problems() {
		return this.client.problems();
	}

	Login login() {
		return login(this.session);
	}

	Login login(AcmeSession session) {
		return session.login(Objects.requireNonNull(this.account.location()), this.account.keyPair());
	}

}
