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

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.account.AcmeAccounts;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.directory.AcmeDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.order.Issuance;
import io.github.acmeboot.issuer.order.OrderProcess;
import io.github.acmeboot.issuer.order.Replaces;
import io.github.acmeboot.issuer.polling.Timeline;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.ExchangeGuard;
import io.github.acmeboot.issuer.protocol.SessionThreads;
import io.github.acmeboot.issuer.ratelimit.Allowance;
import io.github.acmeboot.issuer.revocation.KeyReuse;
import io.github.acmeboot.issuer.revocation.RevocationProcess;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * Obtains certificates by ACME (RFC 8555).
 */
final class AcmeCertificateIssuer implements CertificateIssuer, AutoCloseable {

	private static final Log logger = LogFactory.getLog(AcmeCertificateIssuer.class);

	private final Map<String, IssuerSettings> issuers;

	private final ChallengeSolvers solvers;

	private final AcmeAccounts accounts;

	private final OrderJournal journal;

	private final OrderProcess process;

	private final KeyReuse keyReuse;

	private final RevocationProcess revocation;

	private final AcmeIssuerAccounts issuerAccounts;

	private final Function<IssuerSettings, AcmeClient> clientFactory;

	private final Supplier<Timeline> timelines;

	private final Map<String, AcmeClient> clients = new ConcurrentHashMap<>();

	private final RateLimitLedgers ledgers;

	private final ExecutorService executor;

	AcmeCertificateIssuer(Collection<IssuerSettings> issuers, ChallengeSolvers solvers, AccountRepository accounts,
			OrderJournal journal, LedgerRepository ledgers, RevokedCertificates revoked,
			List<AcmeRequestListener> listeners, AcmeObserver observer, ClockSkews skews) {
		this(issuers, solvers, accounts, journal, ledgers, revoked, listeners, observer, skews, Timeline::begin);
	}

	AcmeCertificateIssuer(Collection<IssuerSettings> issuers, ChallengeSolvers solvers, AccountRepository accounts,
			OrderJournal journal, LedgerRepository ledgers, RevokedCertificates revoked,
			List<AcmeRequestListener> listeners, AcmeObserver observer, ClockSkews skews,
			Supplier<Timeline> timelines) {
		this.issuers = new LinkedHashMap<>();
		issuers.forEach((settings) -> this.issuers.put(settings.name(), settings));
		this.solvers = solvers;
		this.accounts = new AcmeAccounts(accounts);
		this.journal = journal;
		this.timelines = timelines;
		this.process = new OrderProcess(skews.clock(), skews.local());
		this.keyReuse = new KeyReuse(revoked);
		this.revocation = new RevocationProcess(this.accounts);
		this.ledgers = new RateLimitLedgers(this.issuers, (settings) -> client(settings).directory(), ledgers,
				skews.clock());
		this.issuerAccounts = new AcmeIssuerAccounts(this.issuers, this::client, accounts, this.accounts, this.ledgers);
		this.executor = new SessionThreads(observer);
		this.clientFactory = (settings) -> new AcmeClient(settings.client(), skews.clock(),
				new RequestListeners(settings.name(), listeners, observer, skews), this.executor);
	}

	@Override
	public IssuedCertificate issue(IssuanceRequest request) {
		return converse(request, () -> isUnderWay(request), this.process::run);
	}

	@Override
	public Optional<IssuedCertificate> resume(IssuanceRequest request) {
		return isUnderWay(request) ? converse(request, () -> true, this.process::resume) : Optional.empty();
	}

	@Override
	public void complete(IssuanceRequest request) {
		String name = request.certificate().name();
		this.journal.remove(name, request.fence())
			.stream()
			.filter((entry) -> entry.location() != null && !entry.issuer().equals(request.issuer()))
			.forEach((entry) -> logger.info("Leaving the order " + entry.location() + " with the issuer '"
					+ entry.issuer() + "' alone: '" + name + "' was obtained from '" + request.issuer() + "'"));
	}

	@Override
	public RevocationRequest.Signer revoke(RevocationRequest request) {
		List<AcmeClient> candidates = Stream
			.concat(clients().filter((client) -> request.directory().equals(Optional.of(client.directory()))),
					request.issuers().stream().map(this.issuers::get).filter(Objects::nonNull).map(this::client))
			.distinct()
			.toList();
		if (candidates.isEmpty()) {
			throw new AcmeException(Reason.CONFIGURATION,
					"The certificate with the serial number %s came from an issuer that is not configured any more. Configure it under 'acme.issuers', then revoke."
						.formatted(request.certificate().serial()));
		}
		return this.revocation.run(candidates, request.certificate(), request.reason())
				? RevocationRequest.Signer.CERTIFICATE : RevocationRequest.Signer.ACCOUNT;
	}

	@Override
	public List<String> keepAccounts() {
		return this.issuers.values().stream().filter(this::keepAccount).map(IssuerSettings::name).toList();
	}

	@Override
	public Optional<RenewalInfo> renewalInfo(String issuer, IssuedCertificate certificate) {
		IssuerSettings settings = this.issuers.get(issuer);
		return (settings != null) ? this.ledgers.renewalInfo(settings, () -> renewalInfo(settings, certificate))
				: Optional.empty();
	}

	private Optional<RenewalInfo> renewalInfo(IssuerSettings settings, IssuedCertificate certificate) {
		AcmeClient client = client(settings);
		AcmeSession session = client.acquire();
		try {
			return new RenewalInfoRequest(session).send(certificate.leaf());
		}
		finally {
			client.release(session);
		}
	}

	@Override
	public Optional<URI> directory(String issuer) {
		try {
			return Optional.ofNullable(this.issuers.get(issuer)).map((settings) -> client(settings).directory());
		}
		catch (AcmeException ex) {
			logger.debug("The directory of the CA '" + issuer + "' is not known", ex);
			return Optional.empty();
		}
	}

	@Override
	public Optional<String> profile(String issuer) {
		return Optional.ofNullable(this.issuers.get(issuer)).flatMap((settings) -> settings.order().profile());
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	RemainingLimits remainingLimits() {
		return this.ledgers;
	}

	IssuerAccounts accounts() {
		return this.issuerAccounts;
	}

	IssuerDirectories directories() {
		return new AcmeDirectories((issuer) -> this.clientFactory.apply(require(issuer)),
				(issuer) -> require(issuer).configured());
	}

	private IssuerSettings require(String issuer) {
		return Optional.ofNullable(this.issuers.get(issuer))
			.orElseThrow(() -> new IllegalArgumentException("There is no issuer '" + issuer + "'"));
	}

	Map<String, IssuerSettings> issuers() {
		return this.issuers;
	}

	private boolean isUnderWay(IssuanceRequest request) {
		URI directory = client(settings(request)).directory();
		return this.journal.find(request.certificate().name())
			.stream()
			.anyMatch((entry) -> entry.location() != null && entry.directory().equals(directory));
	}

	private <T> T converse(IssuanceRequest request, BooleanSupplier underWay, Function<Issuance, T> process) {
		IssuerSettings settings = settings(request);
		ChallengeSolver solver = this.solvers.find(request.certificate());
		AcmeClient client = client(settings);
		Allowance allowance = this.ledgers.allowance(request, settings);
		allowance.check(underWay);
		OrderJournal.Page journal = this.journal.page(request.certificate().name(), request.fence());
		ManagedCertificate wanted = this.keyReuse.allowed(request.certificate(), request.predecessor(), journal);
		AcmeSession session = client.acquire();
		session.guard(allowance);
		try {
			return converse(settings, session,
					(account) -> process.apply(new Issuance(wanted, request.predecessor(),
							request.replaced().map(AcmeCertificateIssuer::replaces), request.checkpoint(), journal,
							settings.order(), solver, client, session, account, this.timelines.get(), allowance,
							request.progress())));
		}
		catch (AcmeException ex) {
			allowance.heard(ex);
			throw ex;
		}
		finally {
			session.guard(ExchangeGuard.NONE);
			client.release(session);
		}
	}

	private <T> T converse(IssuerSettings settings, AcmeSession session, Function<StoredAccount, T> process) {
		AccountSettings accountSettings = this.issuerAccounts.settings(settings);
		StoredAccount account = this.accounts.open(session, accountSettings);
		try {
			return process.apply(account);
		}
		catch (AcmeException ex) {
			return process.apply(this.accounts.recover(session, accountSettings, account, ex));
		}
	}

	private boolean keepAccount(IssuerSettings settings) {
		try {
			return this.accounts.keep(client(settings).directory());
		}
		catch (StoreException ex) {
			throw ex;
		}
		catch (AcmeException ex) {
			logger.debug("The account at the CA '" + settings.name() + "' is not looked for", ex);
			return false;
		}
	}

	private static Replaces replaces(IssuanceRequest.Replacement replacement) {
		return new Replaces(replacement.certificate().leaf(), replacement.refused());
	}

	private Stream<AcmeClient> clients() {
		return this.issuers.values().stream().map(this::client);
	}

	private AcmeClient client(IssuerSettings settings) {
		return this.clients.computeIfAbsent(settings.name(), (name) -> this.clientFactory.apply(settings));
	}

	private IssuerSettings settings(IssuanceRequest request) {
		IssuerSettings settings = this.issuers.get(request.issuer());
		if (settings == null) {
			throw new AcmeException(Reason.CONFIGURATION,
					"Certificate '%s' is to come from the issuer '%s', but 'acme.issuers' has only %s."
						.formatted(request.certificate().name(), request.issuer(), this.issuers.keySet()));
		}
		return settings;
	}

}
