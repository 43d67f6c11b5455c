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
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.ratelimit.Allowance;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.OrderTerms;
import io.github.acmeboot.issuer.ratelimit.RateLimitLedger;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.issuer.x509.CertificateVerifier;
import io.github.acmeboot.store.ledger.LedgerRepository;

/**
 * The ledgers of all issuers.
 */
final class RateLimitLedgers implements RemainingLimits {

	private static final Log logger = LogFactory.getLog(RateLimitLedgers.class);

	private final Map<String, IssuerSettings> issuers;

	private final Function<IssuerSettings, URI> directories;

	private final LedgerRepository repository;

	private final Clock clock;

	private final Map<String, RateLimitLedger> ledgers = new ConcurrentHashMap<>();

	RateLimitLedgers(Map<String, IssuerSettings> issuers, Function<IssuerSettings, URI> directories,
			LedgerRepository repository, Clock clock) {
		this.issuers = issuers;
		this.directories = directories;
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * Asks a CA when to renew, unless it wants not to be asked now.
	 * @param <T> the type of the answer
	 * @param settings the issuer
	 * @param question asks
	 * @return the answer
	 */
	<T> T renewalInfo(IssuerSettings settings, Supplier<T> question) {
		return ledger(settings).renewalInfo(question);
	}

	Allowance allowance(IssuanceRequest request, IssuerSettings settings) {
		return ledger(settings).allowance(terms(request));
	}

	/**
	 * Returns what may be asked for when somebody wants an account and no certificate.
	 * @param settings the issuer
	 * @return what stands before its exchanges
	 */
	Allowance allowance(IssuerSettings settings) {
		return ledger(settings).allowance(new OrderTerms("", List.of(), false, false, true));
	}

	@Override
	public List<RateLimitStatus> all() {
		return this.issuers.values().stream().map(this::describe).flatMap(Optional::stream).toList();
	}

	private Optional<RateLimitStatus> describe(IssuerSettings settings) {
		try {
			return Optional.of(ledger(settings).status());
		}
		catch (AcmeException ex) {
			logger.debug("The limits of the issuer '" + settings.name() + "' cannot be described", ex);
			return Optional.empty();
		}
	}

	@Override
	public Optional<RateLimitStatus.Price> price(IssuanceRequest request, Instant at) {
		try {
			return find(request.issuer()).map((ledger) -> ledger.price(terms(request), at));
		}
		catch (AcmeException ex) {
			logger.debug("The limits of the issuer '" + request.issuer() + "' cannot be looked at", ex);
			return Optional.empty();
		}
	}

	@Override
	public Map<String, RateLimit> limits(String issuer) {
		return find(issuer).map(RateLimitLedger::limits)
			.orElse(Map.of())
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap((limit) -> limit.getKey().toString(), Map.Entry::getValue));
	}

	@Override
	public int remaining(String issuer, String limit, Collection<ManagedCertificate> certificates) {
		RateLimitLedger ledger = find(issuer).orElseThrow();
		Limit known = ledger.limits()
			.keySet()
			.stream()
			.filter((candidate) -> candidate.toString().equals(limit))
			.findFirst()
			.orElseThrow();
		return ledger.remaining(known, certificates.stream()
			.filter((certificate) -> certificate.issuers().contains(issuer))
			.map((certificate) -> new OrderTerms(certificate.name(), certificate.identifiers(), false, false, false))
			.toList());
	}

	private Optional<RateLimitLedger> find(String issuer) {
		return Optional.ofNullable(this.issuers.get(issuer)).map(this::ledger);
	}

	private RateLimitLedger ledger(IssuerSettings settings) {
		return this.ledgers.computeIfAbsent(settings.name(), (name) -> new RateLimitLedger(name,
				this.directories.apply(settings), settings.rateLimits(), this.repository, this.clock));
	}

	private static OrderTerms terms(IssuanceRequest request) {
		ManagedCertificate certificate = request.certificate();
		boolean renewal = request.predecessor()
			.filter((former) -> CertificateVerifier.isFor(former.leaf(), certificate.identifiers()))
			.isPresent();
		return new OrderTerms(certificate.name(), certificate.identifiers(), renewal, request.replaced().isPresent(),
				request.occasion() == Occasion.REQUESTED);
	}

}
