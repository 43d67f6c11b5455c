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

package io.github.acmeboot.renewal.plan;

import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.store.repository.CertificateState;

/**
 * Says when the CA is asked for a certificate next, by what is wanted, held and
 * remembered.
 */
public final class RenewalPlanner {

	private static final Instant AT_ONCE = Instant.EPOCH;

	private static final Duration REMEMBERED = Duration.ofDays(7);

	private static final int MOST_REMEMBERED = 10;

	private final RenewalPolicy policy = new RenewalPolicy();

	private final RequestTerms terms;

	private final boolean enabled;

	private final boolean suggestions;

	/**
	 * Creates a planner.
	 * @param terms says what certificates are ordered as
	 * @param enabled whether certificates are renewed by themselves
	 * @param suggestions whether they are renewed when the CA suggests
	 */
	public RenewalPlanner(RequestTerms terms, boolean enabled, boolean suggestions) {
		this.terms = terms;
		this.enabled = enabled;
		this.suggestions = suggestions;
	}

	/**
	 * Returns when a certificate is renewed if nothing changes.
	 * @param wanted what is wanted
	 * @param held the certificate to renew
	 * @return the instant, or empty if it is not renewed by itself
	 */
	public Optional<Instant> renewal(ManagedCertificate wanted, IssuedCertificate held) {
		return renewal(wanted, held, CertificateState.NONE);
	}

	/**
	 * Returns when a certificate is renewed if nothing changes. One that was rolled back
	 * to is kept for as long as that is safe, however old it is.
	 * @param wanted what is wanted
	 * @param held the certificate to renew
	 * @param state what is remembered
	 * @return the instant, or empty if it is not renewed by itself
	 */
	public Optional<Instant> renewal(ManagedCertificate wanted, IssuedCertificate held, CertificateState state) {
		if (!isRenewed(wanted) || isCeased(held, state)) {
			return Optional.empty();
		}
		return Optional.of(state.isRolledBack(held) ? this.policy.latest(held.notBefore(), held.notAfter())
				: this.policy.renewal(wanted.name(), held.notBefore(), held.notAfter(), wanted.renewBefore(),
						suggestion(wanted, held, state).map(CertificateState.Window::chosen).orElse(null)));
	}

	/**
	 * Returns when the CA wants a certificate renewed, if that is obeyed: what the user
	 * wants comes first.
	 * @param wanted what is wanted
	 * @param held the certificate to renew
	 * @param state what is remembered
	 * @return the window, or empty if there is none, or it is not obeyed
	 */
	public Optional<CertificateState.Window> suggestion(ManagedCertificate wanted, IssuedCertificate held,
			CertificateState state) {
		return state.suggestionFor(held)
			.filter((suggestion) -> obeysSuggestions(wanted, held, state))
			.map(CertificateState.Suggestion::window);
	}

	/**
	 * Returns which issuer is asked when it wants a certificate renewed.
	 * @param wanted what is wanted
	 * @param held the certificate to renew
	 * @param state what is remembered
	 * @return the name of the issuer it came from, or empty if it is not asked
	 */
	public Optional<String> asksForSuggestions(ManagedCertificate wanted, IssuedCertificate held,
			CertificateState state) {
		return Optional.ofNullable(state.ordered())
			.filter((ordered) -> obeysSuggestions(wanted, held, state) && this.terms.isOrderedFromAny(wanted, ordered))
			.map(CertificateState.Ordered::issuer);
	}

	/**
	 * Returns whether an order says that it replaces a certificate (RFC 9773 section 5).
	 * @param wanted what is wanted
	 * @param held the certificate to renew
	 * @param state what is remembered
	 * @param issuer the name of the issuer of the order
	 * @return whether the certificate came from the same CA, has a name in common with
	 * what is wanted, and the CA has not refused that before
	 */
	public boolean isReplaced(ManagedCertificate wanted, IssuedCertificate held, CertificateState state,
			String issuer) {
		CertificateState.Ordered ordered = state.ordered();
		return this.suggestions && ordered != null && this.terms.isOrderedFrom(issuer, ordered)
				&& !state.isRolledBack(held) && wanted.identifiers().stream().anyMatch(names(held)::contains)
				&& state.suggestionFor(held).filter(CertificateState.Suggestion::replaced).isEmpty();
	}

	private boolean obeysSuggestions(ManagedCertificate wanted, IssuedCertificate held, CertificateState state) {
		return this.suggestions && isRenewed(wanted) && wanted.renewBefore() == null && !state.isRolledBack(held)
				&& !isCeased(held, state);
	}

	private boolean isRenewed(ManagedCertificate wanted) {
		return this.enabled && wanted.renewalEnabled();
	}

	/**
	 * Returns the latest instant that leaves time for a renewal.
	 * @param held the certificate to renew
	 * @return the instant, possibly past
	 */
	public static Instant latest(IssuedCertificate held) {
		return new RenewalPolicy().latest(held.notBefore(), held.notAfter());
	}

	/**
	 * Returns whether there is no time to wait for one issuer when another one could be
	 * asked: nothing valid is held, or it is past the latest instant for a renewal.
	 * @param held the certificate that is held
	 * @param now the present
	 * @return whether a second order is worth its price
	 */
	public static boolean isUrgent(Optional<IssuedCertificate> held, Instant now) {
		return held.filter((certificate) -> certificate.isValidAt(now))
			.filter((certificate) -> now.isBefore(latest(certificate)))
			.isEmpty();
	}

	/**
	 * Returns when the CA is asked next. What the certificate was ordered as before
	 * somebody wanted something else is the former configuration, as far as can be told:
	 * it waits, and longer each time, or else two instances of a rolling update would
	 * order in turn. Nothing is asked for by itself while somebody has paused that.
	 * @param wanted what is wanted
	 * @param held the certificate that is held
	 * @param state what is remembered
	 * @return the instant, possibly past, or empty if nothing is planned
	 */
	public Optional<Instant> nextAttempt(ManagedCertificate wanted, Optional<IssuedCertificate> held,
			CertificateState state) {
		if (state.paused() != null) {
			return Optional.empty();
		}
		if (held.filter(state::isRevoked).isPresent()) {
			return afterRevocation(wanted, held.get(), state).map((instant) -> later(instant, state.nextAttempt()));
		}
		Optional<Instant> due = held.isEmpty() ? Optional.of(AT_ONCE)
				: renewal(wanted, held.get(), state).map((renewal) -> isDrifted(wanted, held.get(), state)
						? earlier(renewal, afterDrift(wanted, state)) : renewal);
		return due.map((instant) -> later(instant, state.nextAttempt()));
	}

	/**
	 * Returns when a revoked certificate is replaced: at once, as if there were none; or,
	 * if operation has ceased, not until something else is wanted.
	 * @param wanted what is wanted
	 * @param held the certificate that was revoked
	 * @param state what is remembered of it
	 * @return the instant, or empty if nothing is planned
	 */
	private Optional<Instant> afterRevocation(ManagedCertificate wanted, IssuedCertificate held,
			CertificateState state) {
		boolean replaced = !isCeased(held, state) || isDrifted(wanted, held, state);
		return replaced ? Optional.of(AT_ONCE) : Optional.empty();
	}

	/**
	 * Returns whether a certificate was revoked because it is not needed any more.
	 * @param held the certificate that is held
	 * @param state what is remembered of it
	 * @return whether none is ordered in its place
	 */
	public static boolean isCeased(IssuedCertificate held, CertificateState state) {
		CertificateState.Revocation revocation = state.revocation();
		return revocation != null && state.isRevoked(held)
				&& revocation.reason() == RevocationReason.CESSATION_OF_OPERATION.code();
	}

	/**
	 * Returns whether a certificate is what is wanted, apart from its age. One that has
	 * the wanted names is, too: whoever saved it may have been killed before it saved
	 * what it was ordered as.
	 * @param wanted what is wanted
	 * @param held the certificate that is held
	 * @param state what is remembered of it
	 * @return whether nothing else would be ordered in its place now
	 */
	public boolean isWanted(ManagedCertificate wanted, IssuedCertificate held, CertificateState state) {
		return !isDrifted(wanted, held, state);
	}

	private boolean isDrifted(ManagedCertificate wanted, IssuedCertificate held, CertificateState state) {
		CertificateState.Ordered ordered = state.ordered();
		if (ordered == null || state.isRolledBack(held)) {
			return !covers(held, wanted.identifiers());
		}
		boolean named = RequestTerms.hasNames(wanted, ordered.identifiers())
				|| RequestTerms.hasNames(wanted, names(held));
		return !named || !this.terms.areOfKind(wanted, ordered);
	}

	private Instant afterDrift(ManagedCertificate wanted, CertificateState state) {
		CertificateState.Superseded superseded = state.superseded();
		if (superseded == null
				|| superseded.requests().stream().noneMatch((former) -> this.terms.areOf(wanted, former))) {
			return AT_ONCE;
		}
		return superseded.at().plus(RetrySchedule.after(superseded.requests().size() + 1));
	}

	/**
	 * Returns what to remember of former requests when a certificate was obtained.
	 * @param wanted what was asked for
	 * @param former what was remembered before
	 * @param now the present
	 * @return what was superseded lately, or {@code null} if nothing was
	 */
	public CertificateState.@Nullable Superseded superseded(ManagedCertificate wanted, CertificateState former,
			Instant now) {
		CertificateState.Superseded lately = Optional.ofNullable(former.superseded())
			.filter((known) -> known.at().plus(REMEMBERED).isAfter(now))
			.orElse(null);
		CertificateState.Ordered ordered = former.ordered();
		if (ordered == null || this.terms.areOf(wanted, ordered)) {
			return lately;
		}
		List<CertificateState.Ordered> requests = new ArrayList<>((lately != null) ? lately.requests() : List.of());
		requests.add(ordered);
		return new CertificateState.Superseded(
				requests.subList(Math.max(requests.size() - MOST_REMEMBERED, 0), requests.size()), now);
	}

	/**
	 * Returns whether a certificate is for all of some names.
	 * @param held the certificate
	 * @param identifiers the names
	 * @return whether it covers each of them
	 */
	public static boolean covers(IssuedCertificate held, List<Identifier> identifiers) {
		List<Identifier> names = names(held);
		return identifiers.stream()
			.allMatch((identifier) -> names.stream().anyMatch((name) -> name.covers(identifier.value())));
	}

	private static List<Identifier> names(IssuedCertificate held) {
		try {
			Collection<List<?>> names = held.leaf().getSubjectAlternativeNames();
			return (names != null) ? names.stream()
				.map((name) -> name.get(1))
				.filter(String.class::isInstance)
				.map((name) -> Identifier.of((String) name))
				.toList() : List.of();
		}
		catch (CertificateParsingException | IllegalArgumentException ex) {
			return List.of();
		}
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private static Instant later(Instant instant, @Nullable Instant floor) {
		return (floor != null && floor.isAfter(instant)) ? floor : instant;
	}

}
