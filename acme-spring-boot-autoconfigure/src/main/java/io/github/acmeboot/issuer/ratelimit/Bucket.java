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

package io.github.acmeboot.issuer.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger;

/**
 * What is left of a limit: the time until all of it is there again says how much is
 * spent.
 *
 * @param limit the limit
 * @param backlog the time until all of it is there again
 * @param now the present
 */
record Bucket(RateLimit limit, Duration backlog, Instant now) {

	static Bucket of(RateLimit limit, Optional<Ledger.Entry> entry, Instant now) {
		Duration left = entry.map((spent) -> spent.left(now)).orElse(Duration.ZERO);
		return new Bucket(limit, shorter(left, limit.period()), now);
	}

	boolean has(int count) {
		return !availableAt(count).isAfter(this.now);
	}

	Instant availableAt(int count) {
		Duration wait = this.backlog.plus(this.limit.refill().multipliedBy(count)).minus(this.limit.period());
		return wait.isNegative() ? this.now : this.now.plus(wait);
	}

	int remaining() {
		return (int) Math.min(this.limit.size(),
				this.limit.period().minus(this.backlog).dividedBy(this.limit.refill()));
	}

	int spent() {
		return this.limit.size() - remaining();
	}

	Ledger.Entry spend() {
		return entry(shorter(this.backlog.plus(this.limit.refill()), this.limit.period()));
	}

	Ledger.Entry giveBack() {
		Duration rest = this.backlog.minus(this.limit.refill());
		return entry(rest.isNegative() ? Duration.ZERO : rest);
	}

	private Ledger.Entry entry(Duration backlog) {
		return new Ledger.Entry(this.now, this.now.plus(backlog));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
