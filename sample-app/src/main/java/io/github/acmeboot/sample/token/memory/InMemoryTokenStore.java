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

package io.github.acmeboot.sample.token.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.acmeboot.sample.token.TokenDetails;
import io.github.acmeboot.sample.token.TokenDigest;
import io.github.acmeboot.sample.token.TokenStore;
import io.github.acmeboot.sample.token.TokenStoreException;

/**
 * {@link TokenStore} in memory. What has ended makes room for what is saved. What has not
 * is never dropped: a full store refuses.
 */
final class InMemoryTokenStore implements TokenStore {

	private final ConcurrentMap<TokenDigest, TokenDetails> tokens = new ConcurrentHashMap<>();

	private final NavigableSet<Expiry> expiries = new TreeSet<>(
			Comparator.comparing(Expiry::instant).thenComparing((expiry) -> expiry.digest().value()));

	private final Clock clock;

	private final int maxTokens;

	InMemoryTokenStore(Clock clock, int maxTokens) {
		this.clock = clock;
		this.maxTokens = maxTokens;
	}

	@Override
	public void save(TokenDigest digest, TokenDetails details) {
		synchronized (this.expiries) {
			removeExpired();
			if (this.tokens.size() >= this.maxTokens) {
				throw new TokenStoreException(("There is no room for more than %d tokens in memory. Raise "
						+ "'tokens.memory.max-tokens', or set 'tokens.store' to 'redis'.")
					.formatted(this.maxTokens), null);
			}
			this.tokens.put(digest, details);
			this.expiries.add(new Expiry(details.expiresAt(), digest));
		}
	}

	@Override
	public Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests) {
		Map<TokenDigest, TokenDetails> found = new HashMap<>();
		for (TokenDigest digest : digests) {
			TokenDetails details = this.tokens.get(digest);
			if (details != null) {
				found.put(digest, details);
			}
		}
		return found;
	}

	@Override
	public void delete(TokenDigest digest) {
		synchronized (this.expiries) {
			TokenDetails details = this.tokens.remove(digest);
			if (details != null) {
				this.expiries.remove(new Expiry(details.expiresAt(), digest));
			}
		}
	}

	int size() {
		return this.tokens.size();
	}

	private void removeExpired() {
		Instant now = this.clock.instant();
		while (!this.expiries.isEmpty() && !this.expiries.first().instant().isAfter(now)) {
			this.tokens.remove(this.expiries.pollFirst().digest());
		}
	}

	/**
	 * When a token ends.
	 *
	 * @param instant the instant
	 * @param digest the digest of the token
	 */
	private record Expiry(Instant instant, TokenDigest digest) {

	}

}
