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

import java.time.Instant;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.github.acmeboot.sample.token.Scope;
import io.github.acmeboot.sample.token.TokenDetails;
import io.github.acmeboot.sample.token.TokenStoreException;

/**
 * What is known of a token, as it is in Redis.
 *
 * @param client whom it was issued to
 * @param scope what it is good for
 * @param issued when it was issued, Unix time
 * @param expires when it ends, Unix time
 */
record StoredToken(String client, String scope, long issued, long expires) {

	private static final JsonMapper MAPPER = new JsonMapper();

	static String encode(TokenDetails details) {
		return MAPPER.writeValueAsString(new StoredToken(details.clientId(), details.scope().toString(),
				details.issuedAt().getEpochSecond(), details.expiresAt().getEpochSecond()));
	}

	static TokenDetails decode(String json) {
		try {
			StoredToken stored = MAPPER.readValue(json, StoredToken.class);
			return new TokenDetails(stored.client, Scope.parse(stored.scope), Instant.ofEpochSecond(stored.issued),
					Instant.ofEpochSecond(stored.expires));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new TokenStoreException(
					"A value in Redis is not that of a token. Check that nothing else uses 'tokens.redis.key-prefix'.",
					ex);
		}
	}

}
