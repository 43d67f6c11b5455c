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

package io.github.acmeboot.test.protocol;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The nonces that were given out and not used (RFC 8555 section 6.5). Thread-safe.
 */
public final class Nonces {

	private static final int MAX = 50_000;

	private final Set<String> unused = new LinkedHashSet<>();

	/**
	 * Gives out a nonce.
	 * @return a nonce that was never given out
	 */
	public synchronized String next() {
		String nonce = RandomToken.next();
		this.unused.add(nonce);
		if (this.unused.size() > MAX) {
			Iterator<String> oldest = this.unused.iterator();
			oldest.next();
			oldest.remove();
		}
		return nonce;
	}

	/**
	 * Uses a nonce.
	 * @param nonce the nonce
	 * @return whether it was given out and not used before
	 */
	public synchronized boolean use(String nonce) {
		return this.unused.remove(nonce);
	}

}
