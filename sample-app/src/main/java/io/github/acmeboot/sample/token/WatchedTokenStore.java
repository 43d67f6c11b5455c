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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TokenStore} that says when another one gets into trouble and when it is out of
 * it again, once each. A store that is full or read-only goes on doing the rest, so that
 * each thing it does has a trouble of its own.
 */
final class WatchedTokenStore implements TokenStore {

	private static final Log logger = LogFactory.getLog(WatchedTokenStore.class);

	private final TokenStore store;

	private final Clock clock;

	private final Trouble saving = new Trouble("saved");

	private final Trouble finding = new Trouble("looked up");

	private final Trouble deleting = new Trouble("deleted");

	WatchedTokenStore(TokenStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	@Override
	public void save(TokenDigest digest, TokenDetails details) {
		watch(this.saving, () -> {
			this.store.save(digest, details);
			return digest;
		});
	}

	@Override
	public Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests) {
		return watch(this.finding, () -> this.store.find(digests));
	}

	@Override
	public void delete(TokenDigest digest) {
		watch(this.deleting, () -> {
			this.store.delete(digest);
			return digest;
		});
	}

	private <T> T watch(Trouble trouble, Supplier<T> work) {
		try {
			T result = work.get();
			trouble.end();
			return result;
		}
		catch (TokenStoreException ex) {
			trouble.begin(this.clock, ex);
			throw ex;
		}
	}

	/**
	 * That one of the things a store does fails.
	 */
	private static final class Trouble {

		private final String undone;

		private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

		Trouble(String undone) {
			this.undone = undone;
		}

		void begin(Clock clock, TokenStoreException ex) {
			if (this.since.compareAndSet(null, clock.instant())) {
				logger.warn("%s Requests for which tokens have to be %s are answered with 503 until that works again"
					.formatted(ex.getMessage(), this.undone));
				logger.debug("The token store is in trouble", ex);
			}
		}

		void end() {
			Instant start = this.since.get();
			if (start != null && this.since.compareAndSet(start, null)) {
				logger.info("Tokens can be %s again; the store was in trouble since %s".formatted(this.undone,
						start.truncatedTo(ChronoUnit.SECONDS)));
			}
		}

	}

}
