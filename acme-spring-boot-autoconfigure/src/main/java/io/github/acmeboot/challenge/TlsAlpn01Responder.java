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

package io.github.acmeboot.challenge;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * Answers tls-alpn-01 challenges (RFC 8737), whatever the handshake came through: those
 * this instance presents from memory, those of other instances from the store. A
 * handshake names no token, so of several answers for one name the one presented last is
 * given, by whichever instance. Safe for use by several threads.
 */
public final class TlsAlpn01Responder {

	/**
	 * The type of the challenge.
	 */
	public static final String TYPE = "tls-alpn-01";

	/**
	 * The application protocol a CA asks for (RFC 8737 section 4).
	 */
	public static final String PROTOCOL = "acme-tls/1";

	/**
	 * How long a handshake may take that has begun with a certificate.
	 */
	static final Duration RETIREMENT = Duration.ofSeconds(60);

	private static final Duration REBUILT_LIFE = Duration.ofHours(1);

	private final List<Pending> local = new CopyOnWriteArrayList<>();

	private final Map<Identifier, ChallengeCertificate> rebuilt = new ConcurrentHashMap<>();

	private final Map<String, Given> given = new ConcurrentHashMap<>();

	private final ChallengeAnswers answers;

	private final SharedAnswers shared;

	private final ManagedCertificates certificates;

	private final Clock clock;

	private final LongSupplier nanoTime;

	TlsAlpn01Responder(ChallengeAnswers answers, ManagedCertificates certificates, Clock clock) {
		this(answers, certificates, clock, System::nanoTime);
	}

	TlsAlpn01Responder(ChallengeAnswers answers, ManagedCertificates certificates, Clock clock, LongSupplier nanoTime) {
		this.answers = answers;
		this.shared = new SharedAnswers(TYPE, answers, certificates, clock);
		this.certificates = certificates;
		this.clock = clock;
		this.nanoTime = nanoTime;
	}

	/**
	 * Returns whether an alias is one of a challenge certificate.
	 * @param alias the alias
	 * @return whether it may be one to {@link #resolve}
	 */
	public static boolean handles(String alias) {
		return alias.startsWith(ChallengeCertificate.ALIAS_PREFIX);
	}

	/**
	 * Returns whether there can be anything to answer. Instances that share a store need
	 * not have the same certificates, as while one after the other is updated.
	 * @return whether an answer is pending here, a certificate uses the challenge, or
	 * there may be other instances
	 */
	public boolean isUsed() {
		return !this.local.isEmpty() || this.answers.isRemote()
				|| this.certificates.all().stream().anyMatch((certificate) -> TYPE.equals(certificate.challenge()));
	}

	/**
	 * Finds the answer to a handshake for {@value #PROTOCOL}.
	 * @param serverName the name the CA asks for
	 * @return the certificate to present, or empty if nothing is pending for that name
	 */
	public Optional<ChallengeCertificate> respond(String serverName) {
		Optional<ChallengeCertificate> found = isUsed() ? RequestedServerName.identifier(serverName).flatMap(this::find)
				: Optional.empty();
		found.ifPresent(this::remember);
		return found;
	}

	private void remember(ChallengeCertificate certificate) {
		long now = this.nanoTime.getAsLong();
		this.given.values().removeIf((former) -> now - former.since() > RETIREMENT.toNanos());
		this.given.put(certificate.alias(), new Given(certificate, now));
	}

	/**
	 * Finds a certificate again that was the answer to a handshake. A handshake under way
	 * ends with what it began with, even if that is taken away meanwhile.
	 * @param alias its alias
	 * @return the certificate, or empty if no handshake can have begun with it
	 */
	public Optional<ChallengeCertificate> resolve(String alias) {
		return Optional.ofNullable(this.given.get(alias)).map(Given::certificate);
	}

	/**
	 * Tells that a CA has been presented a certificate.
	 * @param presented the certificate of a handshake that succeeded
	 */
	public void fetched(X509Certificate presented) {
		this.local.stream()
			.filter((pending) -> pending.certificate().certificate().equals(presented))
			.forEach((pending) -> pending.answer().fetched());
	}

	/**
	 * Answers a challenge from memory until it is closed.
	 * @param challenge what to answer
	 * @return the answer, which sees each time it is presented
	 */
	public PresentedChallenge present(ChallengeRequest challenge) {
		LocalAnswer answer = new LocalAnswer(challenge, this.shared.settlingTime(),
				(closed) -> this.local.removeIf((pending) -> pending.answer() == closed));
		this.local.add(new Pending(answer, ChallengeCertificate.of(challenge.identifier(), challenge.keyAuthorization(),
				this.clock.instant(), challenge.expires())));
		return answer;
	}

	private Optional<ChallengeCertificate> find(Identifier identifier) {
		Map<String, String> stored = this.shared.find(identifier);
		Optional<String> last = stored.keySet().stream().reduce((former, later) -> later);
		Optional<Pending> own = latest(identifier, (token) -> !stored.containsKey(token))
			.or(() -> last.flatMap((token) -> latest(identifier, token::equals)));
		if (own.isPresent() || last.isEmpty()) {
			this.rebuilt.remove(identifier);
			return own.map(Pending::certificate);
		}
		return last.map(stored::get).map((keyAuthorization) -> rebuild(identifier, keyAuthorization));
	}

	private Optional<Pending> latest(Identifier identifier, Predicate<String> token) {
		return this.local.stream()
			.filter((pending) -> pending.answer().challenge().identifier().equals(identifier))
			.filter((pending) -> token.test(pending.answer().challenge().token()))
			.filter((pending) -> this.clock.instant().isBefore(pending.answer().challenge().expires()))
			.reduce((former, later) -> later);
	}

	private ChallengeCertificate rebuild(Identifier identifier, String keyAuthorization) {
		Instant now = this.clock.instant();
		this.rebuilt.values().removeIf((certificate) -> certificate.isExpired(now));
		return this.rebuilt.compute(identifier, (key, former) -> {
			boolean good = former != null && former.answers(keyAuthorization);
			return good ? former : ChallengeCertificate.of(key, keyAuthorization, now, now.plus(REBUILT_LIFE));
		});
	}

	/**
	 * An answer of this instance.
	 *
	 * @param answer what was presented
	 * @param certificate what a CA is given
	 */
	private record Pending(LocalAnswer answer, ChallengeCertificate certificate) {

	}

	/**
	 * What a handshake was given.
	 *
	 * @param certificate the certificate
	 * @param since when, by the monotonic clock
	 */
	private record Given(ChallengeCertificate certificate, long since) {

	}

}
