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

package io.github.acmeboot.renewal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;

/**
 * Says when the CA is asked again after a failed attempt. The waits grow, but never
 * beyond an eighth of the life that the present certificate has left, or of its whole
 * life when that is over. There is a least wait too, or else its end would be approached
 * by ever smaller steps.
 */
public final class RetrySchedule {

	private static final List<Duration> WAITS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(10),
			Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12), Duration.ofDays(1));

	/**
	 * The waits while an order is being processed. To look at it costs the CA one
	 * request, and the certificate is there at most so much later than it could be: they
	 * grow with the time that has passed.
	 */
	private static final List<Duration> LOOKS = Stream.of(1, 2, 5, 10, 15, 20, 30, 60)
		.map(Duration::ofMinutes)
		.toList();

	/**
	 * The waits when too much was asked and the CA does not say how long to wait.
	 */
	private static final List<Duration> UNSAID = List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12),
			Duration.ofDays(1));

	private static final Duration DAILY = WAITS.get(WAITS.size() - 1);

	private static final double SPREAD = 0.2;

	private static final int SHARE_OF_LIFE = 8;

	private static final int LEAST_SHARE_OF_LIFE = 100;

	private final DoubleSupplier random;

	/**
	 * Creates a schedule.
	 * @param random gives numbers from zero (inclusive) to one (exclusive)
	 */
	public RetrySchedule(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * Returns the instant of the next attempt.
	 * @param now the present
	 * @param failure why the attempt failed
	 * @param count how many attempts failed in a row, this one included
	 * @param held the certificate that is presented meanwhile
	 * @return the instant, after the present
	 */
	public Instant next(Instant now, AcmeException failure, int count, Optional<IssuedCertificate> held) {
		return (failure instanceof IssuersFailedException several)
				? several.next((one) -> nextOf(now, one, count, held)) : nextOf(now, failure, count, held);
	}

	/**
	 * Returns the instant of the next attempt at one issuer. What we have refused
	 * ourselves has bothered nobody: it is tried again as soon as it may be.
	 * @param now the present
	 * @param failure why the attempt failed
	 * @param count how many attempts failed in a row
	 * @param held the certificate that is presented meanwhile
	 * @return the instant, after the present
	 */
	private Instant nextOf(Instant now, AcmeException failure, int count, Optional<IssuedCertificate> held) {
		Optional<Instant> allowed = failure.getRetryAfter().filter((instant) -> instant.isAfter(now));
		if (failure instanceof LimitReachedException && allowed.isPresent()) {
			return allowed.get();
		}
		Instant planned = now.plus(wait(now, failure, count, held));
		return failure.getRetryAfter().filter((floor) -> floor.isAfter(planned)).orElse(planned);
	}

	private Duration wait(Instant now, AcmeException failure, int count, Optional<IssuedCertificate> held) {
		if (failure.getRemedy() == AcmeException.Remedy.OPERATOR) {
			return spread(DAILY);
		}
		Duration planned = spread(planned(failure, count));
		return held.map((certificate) -> shorter(planned, limit(now, certificate))).orElse(planned);
	}

	private static Duration planned(AcmeException failure, int count) {
		if (failure.getReason() == AcmeException.Reason.TIMEOUT) {
			return of(LOOKS, count);
		}
		boolean unsaid = failure.getRemedy() == AcmeException.Remedy.RETRY_AFTER && failure.getRetryAfter().isEmpty();
		return unsaid ? of(UNSAID, count) : after(count);
	}

	/**
	 * Returns the planned wait, without what spreads it.
	 * @param count how often there was to wait, this time included
	 * @return the wait
	 */
	static Duration after(int count) {
		return of(WAITS, count);
	}

	private static Duration of(List<Duration> waits, int count) {
		return waits.get(Math.min(Math.max(count, 1), waits.size()) - 1);
	}

	private static Duration limit(Instant now, IssuedCertificate held) {
		Duration left = Duration.between(now, held.notAfter());
		if (left.isNegative() || left.isZero()) {
			return held.life().dividedBy(SHARE_OF_LIFE);
		}
		Duration least = shorter(WAITS.get(0), held.life().dividedBy(LEAST_SHARE_OF_LIFE));
		Duration share = left.dividedBy(SHARE_OF_LIFE);
		return (share.compareTo(least) < 0) ? least : share;
	}

	private Duration spread(Duration wait) {
		double factor = 1 - SPREAD + 2 * SPREAD * this.random.getAsDouble();
		return Duration.ofMillis((long) (wait.toMillis() * factor));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
