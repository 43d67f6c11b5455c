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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clocks of the CAs with that of this machine, at each of their answers, and
 * tells the time by which to decide: when certificates begin and end is said by the CAs'
 * clocks. Safe for use by several threads.
 * <p>
 * A skew is corrected if it is plausible, that is a day at most. Each CA has a vote; the
 * median is taken, of two in the middle the one that corrects less. A correction ends
 * when the clock of this machine is set.
 */
public final class ClockSkews {

	private static final Log logger = LogFactory.getLog(ClockSkews.class);

	private static final Duration SIGNIFICANT = Duration.ofSeconds(30);

	private static final Duration INSIGNIFICANT_AGAIN = Duration.ofSeconds(20);

	private static final Duration PLAUSIBLE = Duration.ofDays(1);

	/**
	 * A date in HTTP has whole seconds: the instant is up to a second later.
	 */
	private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

	private final Map<String, ClockSkew> measured = new TreeMap<>();

	private final Clock local;

	private final LongSupplier nanoTime;

	private final Clock corrected;

	private volatile Correction correction;

	/**
	 * Creates a comparison.
	 * @param local the clock of this machine
	 */
	public ClockSkews(Clock local) {
		this(local, System::nanoTime);
	}

	ClockSkews(Clock local, LongSupplier nanoTime) {
		this.local = local;
		this.nanoTime = nanoTime;
		this.correction = new Correction(Duration.ZERO, local.instant(), nanoTime.getAsLong());
		this.corrected = new CorrectedClock(local, this::correction);
	}

	/**
	 * Returns the clock by which to decide.
	 * @return a clock that agrees with the CAs, as far as they are plausible
	 */
	public Clock clock() {
		return this.corrected;
	}

	/**
	 * Returns the clock of this machine, for what others measure by it too.
	 * @return a clock that may be wrong
	 */
	public Clock local() {
		return this.local;
	}

	/**
	 * Returns the skews that were measured.
	 * @return the skews, ordered by the name of the issuer
	 */
	public synchronized List<ClockSkew> all() {
		return List.copyOf(this.measured.values());
	}

	/**
	 * Returns the skew of one CA.
	 * @param issuer the name of the issuer
	 * @return the skew, or empty if it has not answered yet
	 */
	public synchronized Optional<ClockSkew> find(String issuer) {
		return Optional.ofNullable(this.measured.get(issuer));
	}

	/**
	 * Compares the clocks.
	 * @param issuer the name of the issuer
	 * @param date the time at the CA, in whole seconds, some time between the first byte
	 * sent and the last received
	 * @param duration the time between the two
	 */
	public synchronized void onDate(String issuer, Instant date, Duration duration) {
		ClockSkew former = this.measured.get(issuer);
		ClockSkew latest = measure(issuer, date, duration, former);
		if (former != null && isConfirmed(former, latest)) {
			return;
		}
		this.measured.put(issuer, latest);
		if (latest.state() != ((former != null) ? former.state() : ClockSkew.State.AGREES)) {
			report(latest);
		}
		this.correction = new Correction(vote(this.measured.values()), this.local.instant(), this.nanoTime.getAsLong());
	}

	private ClockSkew measure(String issuer, Instant date, Duration duration, @Nullable ClockSkew former) {
		Instant now = this.local.instant();
		Duration half = duration.dividedBy(2);
		Duration skew = Duration.between(now.minus(half), date.plus(HALF_A_SECOND));
		Duration uncertainty = half.plus(HALF_A_SECOND);
		boolean differed = former != null && former.state() != ClockSkew.State.AGREES;
		Duration limit = differed ? INSIGNIFICANT_AGAIN : SIGNIFICANT;
		return new ClockSkew(issuer, skew, uncertainty, now, state(skew.abs(), limit.plus(uncertainty)));
	}

	private static ClockSkew.State state(Duration size, Duration limit) {
		if (size.compareTo(limit) <= 0) {
			return ClockSkew.State.AGREES;
		}
		return (size.compareTo(PLAUSIBLE) <= 0) ? ClockSkew.State.DIFFERS : ClockSkew.State.IMPLAUSIBLE;
	}

	/**
	 * Returns whether a measurement says the same as the former one, and no more exactly:
	 * then that one stands, so that time does not go to and fro.
	 * @param former the former measurement
	 * @param latest the latest measurement
	 * @return whether the former one stands
	 */
	private boolean isConfirmed(ClockSkew former, ClockSkew latest) {
		Duration difference = latest.skew().minus(former.skew()).abs();
		return former.state() == latest.state() && former.uncertainty().compareTo(latest.uncertainty()) <= 0
				&& difference.compareTo(former.uncertainty().plus(latest.uncertainty())) <= 0
				&& !isStepped(this.correction);
	}

	private static Duration vote(Collection<ClockSkew> skews) {
		List<Duration> votes = skews.stream()
			.filter((skew) -> skew.state() != ClockSkew.State.IMPLAUSIBLE)
			.map((skew) -> (skew.state() == ClockSkew.State.AGREES) ? Duration.ZERO : skew.skew())
			.sorted()
			.toList();
		if (votes.isEmpty()) {
			return Duration.ZERO;
		}
		Duration lower = votes.get((votes.size() - 1) / 2);
		Duration upper = votes.get(votes.size() / 2);
		return (lower.abs().compareTo(upper.abs()) <= 0) ? lower : upper;
	}

	private Duration correction() {
		Correction current = this.correction;
		return (current.amount().isZero() || isStepped(current)) ? Duration.ZERO : current.amount();
	}

	private boolean isStepped(Correction since) {
		Duration elapsed = Duration.ofNanos(this.nanoTime.getAsLong() - since.nanoTime());
		Duration shown = Duration.between(since.at(), this.local.instant());
		return shown.minus(elapsed).abs().compareTo(SIGNIFICANT) > 0;
	}

	private static void report(ClockSkew skew) {
		String issuer = "that of the CA '" + skew.issuer() + "'";
		String difference = "The clock of this machine is " + skew.skew().abs().toSeconds() + " s "
				+ (skew.skew().isNegative() ? "ahead of " : "behind ") + issuer;
		switch (skew.state()) {
			case AGREES -> logger.info("The clock of this machine agrees with " + issuer + " again");
			case DIFFERS -> logger.warn(difference
					+ ". Certificates are renewed by the CA's time, but TLS and the rest of this machine go by the wrong one: set the clock, and check that NTP works.");
			case IMPLAUSIBLE -> logger.warn(difference
					+ ", which is too much to tell which of the two is wrong. Certificates are renewed by the time of this machine: check its clock, and set it if it is wrong.");
		}
	}

	/**
	 * What is added to the time of this machine.
	 *
	 * @param amount how much
	 * @param at the time of this machine when that was found out
	 * @param nanoTime the monotonic time then
	 */
	private record Correction(Duration amount, Instant at, long nanoTime) {

	}

}
