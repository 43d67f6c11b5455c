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
 * it again, once each.
 */
final class WatchedTokenStore implements TokenStore {

	private static final Log logger = LogFactory.getLog(WatchedTokenStore.class);

	private final TokenStore store;

	private final Clock clock;

	private final AtomicReference<@Nullable Instant> troubledSince = new AtomicReference<>();

	WatchedTokenStore(TokenStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	@Override
	public void save(TokenDigest digest, TokenDetails details) {
		watch(() -> {
			this.store.save(digest, details);
			return digest;
		});
	}

	@Override
	public Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests) {
		return watch(() -> this.store.find(digests));
	}

	@Override
	public void delete(TokenDigest digest) {
		watch(() -> {
			this.store.delete(digest);
			return digest;
		});
	}

	private <T> T watch(Supplier<T> work) {
		try {
			T result = work.get();
			recovered();
			return result;
		}
		catch (TokenStoreException ex) {
			troubled(ex);
			throw ex;
		}
	}

	private void recovered() {
		Instant since = this.troubledSince.get();
		if (since != null && this.troubledSince.compareAndSet(since, null)) {
			logger.info("The token store works again; it was in trouble since %s"
				.formatted(since.truncatedTo(ChronoUnit.SECONDS)));
		}
	}

	private void troubled(TokenStoreException ex) {
		if (this.troubledSince.compareAndSet(null, this.clock.instant())) {
			logger.warn("%s Requests are answered with 503 until it works again".formatted(ex.getMessage()));
			logger.debug("The token store is in trouble", ex);
		}
	}

}
