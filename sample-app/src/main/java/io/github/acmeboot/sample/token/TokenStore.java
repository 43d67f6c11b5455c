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

import java.util.Collection;
import java.util.Map;

/**
 * Keeps what is known of tokens until they end. Never sees a token. Called by several
 * threads, and, when it is remote, by several instances. Every method throws a
 * {@link TokenStoreException} if it cannot do what it is asked for, and does so within
 * seconds.
 */
public interface TokenStore {

	/**
	 * Saves what is known of a token, for its lifetime. It is kept when the method
	 * returns.
	 * @param digest the digest of the token
	 * @param details what is known of it
	 */
	void save(TokenDigest digest, TokenDetails details);

	/**
	 * Finds what is known of tokens.
	 * @param digests the digests of the tokens
	 * @return what is known, without those of which nothing is; possibly with some that
	 * have ended
	 */
	Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests);

	/**
	 * Forgets a token. Nothing happens if it is not known.
	 * @param digest the digest of the token
	 */
	void delete(TokenDigest digest);

}
