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

package io.github.acmeboot.sample.token.redis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.acmeboot.sample.token.TokenDetails;
import io.github.acmeboot.sample.token.TokenDigest;
import io.github.acmeboot.sample.token.TokenStore;
import io.github.acmeboot.sample.token.TokenStoreException;

/**
 * {@link TokenStore} in Redis. A token is one key that Redis removes when it ends, so
 * that no operation needs several keys in one slot of a cluster.
 */
final class RedisTokenStore implements TokenStore {

	private final StringRedisTemplate redis;

	private final String keyPrefix;

	RedisTokenStore(StringRedisTemplate redis, String keyPrefix) {
		this.redis = redis;
		this.keyPrefix = keyPrefix;
	}

	@Override
	public void save(TokenDigest digest, TokenDetails details) {
		call(() -> {
			this.redis.opsForValue().set(key(digest), StoredToken.encode(details), details.lifetime());
			return digest;
		});
	}

	@Override
	public Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests) {
		List<TokenDigest> wanted = List.copyOf(digests);
		List<@Nullable String> values = call(() -> Objects
			.requireNonNull(this.redis.opsForValue().multiGet(wanted.stream().map(this::key).toList())));
		Map<TokenDigest, TokenDetails> found = new HashMap<>();
		for (int index = 0; index < wanted.size(); index++) {
			String value = values.get(index);
			if (value != null) {
				found.put(wanted.get(index), StoredToken.decode(value));
			}
		}
		return found;
	}

	@Override
	public void delete(TokenDigest digest) {
		call(() -> this.redis.delete(key(digest)));
	}

	private String key(TokenDigest digest) {
		return this.keyPrefix + digest.value();
	}

	private <T> T call(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (DataAccessException ex) {
			throw new TokenStoreException("Redis does not do what it is asked for (%s). Check that it runs, that "
				.concat("'spring.data.redis' leads to it, and that it has memory and accepts writes.")
				.formatted(ex.getMostSpecificCause().getMessage()), ex);
		}
	}

}
