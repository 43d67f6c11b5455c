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

package io.github.acmeboot.test.ratelimit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RandomToken;

/**
 * Identifiers whose authorizations failed so often in a row that a person has to look
 * after them. Not thread-safe.
 */
final class Pauses {

	private static final String PORTAL = "https://portal.example/unpause?jwt=";

	private final Map<Key, Integer> failures = new HashMap<>();

	private final Set<Key> paused = new TreeSet<>();

	void failed(String account, Identifier identifier, int failuresUntilPause) {
		Key key = new Key(account, identifier.value());
		if (this.failures.merge(key, 1, Integer::sum) >= failuresUntilPause && failuresUntilPause > 0) {
			this.paused.add(key);
		}
	}

	void succeeded(String account, Identifier identifier) {
		this.failures.remove(new Key(account, identifier.value()));
	}

	void pause(String account, Identifier identifier) {
		this.paused.add(new Key(account, identifier.value()));
	}

	void unpause(String account) {
		this.paused.removeIf((key) -> key.account().equals(account));
		this.failures.keySet().removeIf((key) -> key.account().equals(account));
	}

	List<String> of(String account) {
		return this.paused.stream().filter((key) -> key.account().equals(account)).map(Key::identifier).toList();
	}

	void check(String account, Collection<Identifier> identifiers) {
		List<String> hit = of(account).stream()
			.filter((value) -> identifiers.stream().anyMatch((identifier) -> identifier.value().equals(value)))
			.toList();
		if (!hit.isEmpty()) {
			throw new ProblemException(Problem.of(ProblemType.RATE_LIMITED,
					"Your account is temporarily prevented from requesting certificates for " + String.join(", ", hit)
							+ " and possibly others. Please visit: " + PORTAL + RandomToken.next()));
		}
	}

	private record Key(String account, String identifier) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			int byAccount = this.account.compareTo(other.account);
			return (byAccount != 0) ? byAccount : this.identifier.compareTo(other.identifier);
		}

	}

}
