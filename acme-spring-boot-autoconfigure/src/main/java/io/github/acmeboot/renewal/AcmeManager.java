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

package io.github.acmeboot.renewal;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.renewal.account.AccountOperations;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.Forecast;
import io.github.acmeboot.renewal.forecast.Situation;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.server.ListeningServer;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.sealing.Resealing;

/**
 * What an application can ask of its certificates, and do with them. Safe for use by
 * several threads.
 */
public final class AcmeManager {

	private final ManagedCertificates certificates;

	private final RenewalScheduler scheduler;

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final Forecast forecast;

	private final ListeningServer server;

	private final AccountOperations accounts;

	private final Supplier<StoreStatus> storeStatus;

	private final Resealing resealing;

	private final ClockSkews skews;

	private final Clock clock;

	AcmeManager(ManagedCertificates certificates, RenewalScheduler scheduler, HeldCertificates held,
			RenewalStates states, RenewalPlanner planner, Forecast forecast, ListeningServer server,
			AccountOperations accounts, Supplier<StoreStatus> storeStatus, Resealing resealing, ClockSkews skews) {
		this.certificates = certificates;
		this.scheduler = scheduler;
		this.held = held;
		this.states = states;
		this.planner = planner;
		this.forecast = forecast;
		this.server = server;
		this.accounts = accounts;
		this.storeStatus = storeStatus;
		this.resealing = resealing;
		this.skews = skews;
		this.clock = skews.clock();
	}

	/**
	 * Returns how all certificates stand.
	 * @return their status, ordered by name
	 */
	public List<CertificateStatus> certificates() {
		return this.certificates.all().stream().map(this::describe).toList();
	}

	/**
	 * Returns how a certificate stands.
	 * @param name the name of the certificate
	 * @return its status, or empty if no certificate of that name is looked after
	 */
	public Optional<CertificateStatus> status(String name) {
		return this.certificates.find(name).map(this::describe);
	}

	/**
	 * Returns what happens to a certificate next, when and why, and what it costs. No CA
	 * is asked, and nothing is changed.
	 * @param name the name of the certificate
	 * @return the plan, or empty if no certificate of that name is looked after
	 */
	public Optional<CertificatePlan> plan(String name) {
		return this.certificates.find(name).map((wanted) -> this.forecast.of(situation(wanted)));
	}

	/**
	 * Returns how the store stands, as this instance sees it. Asks the store for nothing.
	 * @return its status
	 */
	public StoreStatus storeStatus() {
		return this.storeStatus.get();
	}

	/**
	 * Returns how the clocks of the CAs differ from that of this machine, as far as they
	 * have answered since the start.
	 * @return the skews, ordered by the name of the issuer
	 */
	public List<ClockSkew> clockSkews() {
		return this.skews.all();
	}

	/**
	 * Renews a certificate now, whether it is due or not. Only the lock is waited for: if
	 * another instance is renewing it at the moment, its certificate or failure is the
	 * result.
	 * @param name the name of the certificate
	 * @return the new certificate, when it is issued, saved and served; or an
	 * {@link io.github.acmeboot.AcmeException}
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 */
	public CompletableFuture<IssuedCertificate> renew(String name) {
		require(name);
		return this.scheduler.request(name, RenewalRequest.toRenew());
	}

	/**
	 * Has nothing ordered by itself for a certificate any more, by any instance, until
	 * that is resumed: no renewal, no first order, no other one in the place of a revoked
	 * one. A renewal under way goes to its end, and what somebody asks for is done.
	 * @param name the name of the certificate
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 * @throws io.github.acmeboot.AcmeException if the store fails
	 */
	public void pause(String name) {
		require(name);
		this.states.pause(name, this.clock.instant());
		this.scheduler.watch(name);
	}

	/**
	 * Lets a certificate that was paused be renewed by itself again, by all instances; at
	 * once if it is due.
	 * @param name the name of the certificate
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 * @throws io.github.acmeboot.AcmeException if the store fails
	 */
	public void resume(String name) {
		require(name);
		this.states.resume(name);
		this.scheduler.watch(name);
	}

	/**
	 * Puts the former generation of a certificate back in the place of the current one,
	 * on all instances; doing so again puts the newer one back. A certificate that was
	 * rolled back to is renewed as late as is safe, whatever its age.
	 * @param name the name of the certificate
	 * @return the former certificate, when it is stored and served; or an
	 * {@link io.github.acmeboot.AcmeException} if there is none, if it has expired or is
	 * not for the names that are wanted now
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 */
	public CompletableFuture<IssuedCertificate> rollback(String name) {
		require(name);
		return this.scheduler.request(name, RenewalRequest.toRollBack(name));
	}

	/**
	 * Revokes the current generation of a certificate, on behalf of all instances. A new
	 * one is ordered at once, unless operation has ceased: then nothing is ordered until
	 * somebody asks to renew or wants other names. What was revoked is served until it is
	 * replaced. If the reason is a compromised key, that key is never used again. To
	 * revoke what is revoked already is no failure.
	 * @param name the name of the certificate
	 * @param reason why it is revoked
	 * @return the revoked certificate, when the CA has revoked it and all instances know;
	 * or an {@link io.github.acmeboot.AcmeException}
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 */
	public CompletableFuture<IssuedCertificate> revoke(String name, RevocationReason reason) {
		require(name);
		return this.scheduler.request(name, RenewalRequest.toRevoke(name, null, reason));
	}

	/**
	 * Revokes one generation of a certificate, the current or the former one. Nothing is
	 * ordered in the place of a former one.
	 * @param name the name of the certificate
	 * @param reason why it is revoked
	 * @param serial the serial number of the generation, in hexadecimal digits
	 * @return the revoked certificate, when the CA has revoked it and all instances know;
	 * or an {@link io.github.acmeboot.AcmeException}
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 */
	public CompletableFuture<IssuedCertificate> revoke(String name, RevocationReason reason, String serial) {
		require(name);
		return this.scheduler.request(name, RenewalRequest.toRevoke(name, serial, reason));
	}

	/**
	 * Looks after one more certificate, or after another one in place of that of the same
	 * name.
	 * @param certificate the certificate
	 */
	public void add(ManagedCertificate certificate) {
		this.certificates.add(certificate);
		this.scheduler.watch(certificate.name());
	}

	/**
	 * Looks after a certificate no longer, and does not present it any more if it was
	 * added at run time. What is stored of it is kept.
	 * @param name the name of the certificate
	 * @throws IllegalArgumentException if no certificate of that name is looked after
	 */
	public void remove(String name) {
		require(name);
		this.certificates.remove(name);
		this.scheduler.forget(name);
		this.states.forget(name);
		this.held.withdraw(name);
	}

	/**
	 * Seals everything in the store with the first of the encryption keys now, as is to
	 * be done before an older one is dropped. May be done at any time, and by several
	 * instances at once.
	 * @return what became of the stored values
	 * @throws io.github.acmeboot.AcmeException if there are no keys, or the store fails
	 */
	public Resealing.Report reseal() {
		return this.resealing.reseal();
	}

	/**
	 * Returns how the accounts at the CAs stand, as the store knows them. No CA is asked.
	 * @return the accounts in the order of the configuration
	 */
	public List<AccountStatus> accounts() {
		return this.accounts.all();
	}

	/**
	 * Gives the account at a CA another key. All instances go on with the new one. May be
	 * repeated if it fails, or the process dies; the change is completed then, and until
	 * then whoever uses the account finds out which key counts.
	 * @param issuer the name of the issuer
	 * @return how the account stands now
	 * @throws IllegalArgumentException if there is no such issuer
	 * @throws io.github.acmeboot.AcmeException if the key is not changed
	 */
	public AccountStatus rollAccountKey(String issuer) {
		return this.accounts.change(issuer, (accounts) -> accounts.rollKey(issuer));
	}

	/**
	 * Tells a CA the contact address that is configured, and that its terms of service
	 * are agreed to if the configuration says so. A changed address is told by itself
	 * when the account is used next; this does it now. Certificates that wait for that go
	 * on by themselves.
	 * @param issuer the name of the issuer
	 * @return how the account stands now
	 * @throws IllegalArgumentException if there is no such issuer
	 * @throws io.github.acmeboot.AcmeException if the CA refuses
	 */
	public AccountStatus updateAccount(String issuer) {
		return goOn(this.accounts.change(issuer, (accounts) -> accounts.update(issuer)));
	}

	/**
	 * Deactivates the account at a CA, for ever. Nothing is ordered there any more, other
	 * issuers are asked. Certificates stay valid.
	 * @param issuer the name of the issuer
	 * @return how the account stands now
	 * @throws IllegalArgumentException if there is no such issuer
	 * @throws io.github.acmeboot.AcmeException if the CA was not reached; nothing is
	 * ordered there all the same, and to repeat it completes it
	 */
	public AccountStatus deactivateAccount(String issuer) {
		return this.accounts.change(issuer, (accounts) -> accounts.deactivate(issuer));
	}

	/**
	 * Makes an account at a CA, if there is none or after it was deactivated.
	 * Certificates that wait for one go on by themselves.
	 * @param issuer the name of the issuer
	 * @return how the account stands now
	 * @throws IllegalArgumentException if there is no such issuer
	 * @throws io.github.acmeboot.AcmeException if there is an account in use, or the CA
	 * refuses
	 */
	public AccountStatus openAccount(String issuer) {
		return goOn(this.accounts.change(issuer, (accounts) -> accounts.open(issuer)));
	}

	private AccountStatus goOn(AccountStatus account) {
		Set<String> issuers = this.accounts.all()
			.stream()
			.filter((other) -> other.directory().equals(account.directory()))
			.map(AccountStatus::issuer)
			.collect(Collectors.toSet());
		this.certificates.all()
			.stream()
			.filter((wanted) -> !Collections.disjoint(wanted.issuers(), issuers))
			.map(ManagedCertificate::name)
			.filter(this.states::endWaitForAccount)
			.forEach(this.scheduler::watch);
		return account;
	}

	private void require(String name) {
		if (this.certificates.find(name).isEmpty()) {
			throw new IllegalArgumentException("No certificate '" + name + "' is looked after. There are: "
					+ this.certificates.all().stream().map(ManagedCertificate::name).toList());
		}
	}

	private CertificateStatus describe(ManagedCertificate wanted) {
		Optional<IssuedCertificate> served = this.held.served(wanted.name());
		CertificateState state = this.states.concerning(wanted);
		CertificateState.Ordered ordered = state.ordered();
		Optional<IssuedCertificate> planned = this.held.early(wanted.name()).or(() -> served);
		return new CertificateStatus(wanted.name(), wanted.identifiers(), state(served, state),
				(served.isPresent() && ordered != null) ? ordered.issuer() : null,
				served.map(IssuedCertificate::serial).orElse(null),
				served.map(IssuedCertificate::notBefore).orElse(null),
				served.map(IssuedCertificate::notAfter).orElse(null),
				planned.flatMap((certificate) -> this.planner.renewal(wanted, certificate, state)).orElse(null),
				nextAttempt(wanted, planned, state).orElse(null), this.states.failure(wanted.name()).orElse(null),
				served.map(IssuedCertificate::generation).orElse(0L), served.filter(state::isRolledBack).isPresent(),
				served.flatMap((certificate) -> this.planner.suggestion(wanted, certificate, state))
					.map(CertificateState.Window::explanationUrl)
					.orElse(null),
				state.paused());
	}

	private Situation situation(ManagedCertificate wanted) {
		String name = wanted.name();
		return new Situation(wanted, this.held.held(name).certificate().or(() -> this.held.served(name)),
				this.states.concerning(wanted), this.states.ownFailure(name), this.states.ownAttempt(name),
				this.held.unsaved(name).isPresent(), this.server.canAnswer(wanted.challenge()));
	}

	private CertificateStatus.State state(Optional<IssuedCertificate> served, CertificateState state) {
		if (served.isEmpty()) {
			return CertificateStatus.State.PLACEHOLDER;
		}
		if (!served.get().isValidAt(this.clock.instant())) {
			return CertificateStatus.State.EXPIRED;
		}
		return state.isRevoked(served.get()) ? CertificateStatus.State.REVOKED : CertificateStatus.State.VALID;
	}

	private Optional<Instant> nextAttempt(ManagedCertificate wanted, Optional<IssuedCertificate> held,
			CertificateState state) {
		if (!this.server.canAnswer(wanted.challenge())) {
			return Optional.empty();
		}
		Instant now = this.clock.instant();
		return this.states.ownAttempt(wanted.name())
			.or(() -> this.planner.nextAttempt(wanted, held, state))
			.map((planned) -> planned.isBefore(now) ? now : planned);
	}

}
