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

package io.github.acmeboot.issuer.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * A clock that is another one, corrected by what is known to be wrong with it.
 */
final class CorrectedClock extends Clock {

	private final Clock delegate;

	private final Supplier<Duration> correction;

	CorrectedClock(Clock delegate, Supplier<Duration> correction) {
		this.delegate = delegate;
		this.correction = correction;
	}

	@Override
	public ZoneId getZone() {
		return this.delegate.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new CorrectedClock(this.delegate.withZone(zone), this.correction);
	}

	@Override
	public Instant instant() {
		return this.delegate.instant().plus(this.correction.get());
	}

}
