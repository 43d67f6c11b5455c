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

package io.github.acmeboot.sample.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Issues tokens, tells what they are good for, and revokes them. All methods throw a
 * {@link TokenStoreException} if the store is in trouble.
 */
public final class TokenService {

	private static final List<TokenDigest> PROBE = List.of(TokenDigest.of("health"));

	private final TokenStore store;

	private final TokenMetrics metrics;

	private final Clock clock;

	private final Duration timeToLive;

	TokenService(TokenStore store, TokenMetrics metrics, Clock clock, Duration timeToLive) {
		this.store = store;
		this.metrics = metrics;
		this.clock = clock;
		this.timeToLive = timeToLive.truncatedTo(ChronoUnit.SECONDS);
	}

	/**
	 * Issues a token.
	 * @param clientId whom to
	 * @param scope what it is good for
	 * @return the token, which the store has
	 */
	public IssuedToken create(String clientId, Scope scope) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		IssuedToken issued = new IssuedToken(AccessToken.random(),
				new TokenDetails(clientId, scope, now, now.plus(this.timeToLive)));
		this.store.save(issued.token().digest(), issued.details());
		this.metrics.created();
		return issued;
	}

	/**
	 * Finds an active token.
	 * @param token what a client presents
	 * @param visible which tokens may be told of
	 * @return what is known of it, or empty if it is unknown, has ended or may not be
	 * told of
	 */
	public Optional<TokenDetails> find(String token, Predicate<TokenDetails> visible) {
		return find(List.of(token), visible).get(0);
	}

	/**
	 * Finds active tokens, all at once.
	 * @param tokens what a client presents
	 * @param visible which tokens may be told of
	 * @return for each of them, in the same order, what is known, or empty
	 */
	public List<Optional<TokenDetails>> find(List<String> tokens, Predicate<TokenDetails> visible) {
		List<Optional<TokenDigest>> digests = tokens.stream().map(TokenService::digest).toList();
		Map<TokenDigest, TokenDetails> known = known(digests);
		Instant now = this.clock.instant();
		List<Optional<TokenDetails>> found = digests.stream()
			.map((digest) -> digest.map(known::get).filter((details) -> details.isActive(now)).filter(visible))
			.toList();
		this.metrics.retrieved((int) found.stream().filter(Optional::isPresent).count());
		return found;
	}

	private Map<TokenDigest, TokenDetails> known(List<Optional<TokenDigest>> digests) {
		List<TokenDigest> wanted = digests.stream().flatMap(Optional::stream).distinct().toList();
		return wanted.isEmpty() ? Map.of() : this.store.find(wanted);
	}

	/**
	 * Revokes a token. Nothing happens if it is not known.
	 * @param token what a client presents
	 * @param revocable which tokens may be revoked
	 * @return whether the token does not work, or not any more; {@code false} if it must
	 * not be revoked
	 */
	public boolean revoke(String token, Predicate<TokenDetails> revocable) {
		Optional<TokenDigest> digest = digest(token);
		Optional<TokenDetails> details = digest
			.flatMap((wanted) -> Optional.ofNullable(this.store.find(List.of(wanted)).get(wanted)));
		if (details.isPresent() && !revocable.test(details.get())) {
			return false;
		}
		digest.filter((known) -> details.isPresent()).ifPresent(this.store::delete);
		return true;
	}

	/**
	 * Returns how long a token still lives.
	 * @param details what is known of it
	 * @return the time, never negative
	 */
	public Duration timeLeft(TokenDetails details) {
		Duration left = Duration.between(this.clock.instant(), details.expiresAt());
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Asks the store for something.
	 */
	void probe() {
		this.store.find(PROBE);
	}

	private static Optional<TokenDigest> digest(String token) {
		return AccessToken.parse(token).map(AccessToken::digest);
	}

}
