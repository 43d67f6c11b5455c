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

package io.github.acmeboot.store.status;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;

/**
 * Something that is the matter with the store.
 *
 * @param kind what is the matter
 * @param message what went wrong and what to do
 * @param since when it began
 * @param latest when it was last seen
 * @param call what the store was asked to do
 */
record Outage(Kind kind, String message, Instant since, Instant latest, StoreCall call) {

	static final Duration SETTLED = Duration.ofMinutes(1);

	private static final Set<Kind> OF_EVERY_CALL = EnumSet.of(Kind.UNREACHABLE, Kind.SLOW);

	Outage seenAgain(Outage seen) {
		return new Outage(seen.kind, seen.message, this.since, seen.latest, seen.call);
	}

	/**
	 * Returns whether a call that went well shows that all is well again. Where only
	 * writing failed, reading proves nothing; and a store that was slow a moment ago has
	 * not recovered with the first prompt answer.
	 * @param call what went well
	 * @param now the time
	 * @return whether it is over
	 */
	boolean endsWith(StoreCall call, Instant now) {
		if (this.kind == Kind.SLOW) {
			return !now.isBefore(this.latest.plus(SETTLED));
		}
		return OF_EVERY_CALL.contains(this.kind) || this.call == StoreCall.READ || call == StoreCall.WRITE;
	}

	Trouble present() {
		return new Trouble(this.kind, this.message, this.since, null);
	}

	Trouble over(Instant now) {
		return new Trouble(this.kind, this.message, this.since, now);
	}

}
