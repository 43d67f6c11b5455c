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

package io.github.acmeboot.renewal.suggestion;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Says when a CA is asked again when it wants a certificate renewed: when it says, but at
 * least twice a day and at most once an hour (RFC 9773 section 4.3).
 */
final class PollSchedule {

	static final Duration LEAST = Duration.ofHours(1);

	static final Duration MOST = Duration.ofHours(12);

	private static final Duration USUAL = Duration.ofHours(6);

	private static final int MOST_DOUBLINGS = 4;

	private static final double SPREAD = 0.1;

	private final DoubleSupplier random;

	PollSchedule(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * Returns when to ask again after an answer.
	 * @param now the present
	 * @param retryAfter when the CA wants to be asked again, or {@code null} if it does
	 * not say
	 * @return the instant
	 */
	Instant afterAnswer(Instant now, @Nullable Instant retryAfter) {
		return now.plus(spread((retryAfter != null) ? Duration.between(now, retryAfter) : USUAL));
	}

	/**
	 * Returns when to ask again after a failure.
	 * @param now the present
	 * @param retryAfter the instant before which the CA wants not to be asked, or
	 * {@code null} if it does not say
	 * @param failures how often it was asked in vain, this time included
	 * @return the instant
	 */
	Instant afterFailure(Instant now, @Nullable Instant retryAfter, int failures) {
		Duration wait = LEAST.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS));
		Duration wanted = (retryAfter != null) ? Duration.between(now, retryAfter) : Duration.ZERO;
		return now.plus(spread(longer(wait, wanted)));
	}

	/**
	 * Returns whether an instant is one that this schedule gives, and not the work of a
	 * clock that is far ahead.
	 * @param next when to ask again
	 * @param now the present
	 * @return whether it is to be waited for
	 */
	static boolean isAhead(Instant next, Instant now) {
		return next.isAfter(now) && !next.isAfter(now.plus(MOST.multipliedBy(2)));
	}

	private Duration spread(Duration wait) {
		Duration least = longer(shorter(wait, MOST), LEAST);
		Duration spread = Duration.ofMillis((long) (least.toMillis() * SPREAD * this.random.getAsDouble()));
		return shorter(least.plus(spread), MOST);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
