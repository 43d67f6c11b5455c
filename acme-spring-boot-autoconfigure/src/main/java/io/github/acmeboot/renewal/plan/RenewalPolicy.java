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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.RenewBefore;

/**
 * Says when a certificate is renewed: a pure function of its validity, of what the user
 * and the CA want, and of its name. Knows no days, only shares of the life.
 */
final class RenewalPolicy {

	private static final Duration SHORT_LIFE = Duration.ofDays(10);

	private static final Duration LONG_LIFE_BACKSTOP = Duration.ofHours(24);

	private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	/**
	 * Returns the instant of the renewal.
	 * @param name the name of the certificate, which spreads the renewals of many
	 * @param notBefore the start of its validity
	 * @param notAfter the end of its validity
	 * @param renewBefore what the user wants; one that is not shorter than the life is of
	 * no use and left out of account
	 * @param suggested what the CA wants (RFC 9773)
	 * @return the instant, possibly past
	 */
	Instant renewal(String name, Instant notBefore, Instant notAfter, @Nullable RenewBefore renewBefore,
			@Nullable Instant suggested) {
		Duration life = Duration.between(notBefore, notAfter);
		if (life.isNegative() || life.isZero()) {
			return notAfter;
		}
		if (renewBefore == null && suggested != null) {
			return earlier(suggested, latest(notBefore, notAfter));
		}
		Instant due = notAfter.minus(timeBefore(life, renewBefore));
		return due.minus(jitter(name, life, Duration.between(notBefore, due)));
	}

	/**
	 * Returns the latest instant that leaves time for a renewal.
	 * @param notBefore the start of the validity
	 * @param notAfter the end of the validity
	 * @return the instant, possibly past
	 */
	Instant latest(Instant notBefore, Instant notAfter) {
		return notAfter.minus(backstop(Duration.between(notBefore, notAfter)));
	}

	private static Duration timeBefore(Duration life, @Nullable RenewBefore renewBefore) {
		Duration wanted = (renewBefore != null) ? renewBefore.of(life) : life;
		if (wanted.compareTo(life) < 0) {
			return wanted;
		}
		return isShort(life) ? life.dividedBy(2) : life.dividedBy(3);
	}

	private static Duration backstop(Duration life) {
		Duration share = life.dividedBy(10);
		return (isShort(life) || share.compareTo(LONG_LIFE_BACKSTOP) > 0) ? share : LONG_LIFE_BACKSTOP;
	}

	private static boolean isShort(Duration life) {
		return life.compareTo(SHORT_LIFE) < 0;
	}

	private static Duration jitter(String name, Duration life, Duration used) {
		Duration share = life.dividedBy(20);
		Duration limit = used.dividedBy(2);
		long most = ((share.compareTo(limit) < 0) ? share : limit).toMillis();
		return Duration.ofMillis((long) (most * fraction(name)));
	}

	private static double fraction(String name) {
		long hash = FNV_OFFSET_BASIS;
		for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
			hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
		}
		return new SplittableRandom(hash).nextDouble();
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
