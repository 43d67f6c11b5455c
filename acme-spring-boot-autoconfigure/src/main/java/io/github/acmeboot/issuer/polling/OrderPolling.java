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

package io.github.acmeboot.issuer.polling;

import java.time.Duration;
import java.util.Optional;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Looks at an order until it is no longer what it was: on a schedule, at the moments when
 * the CA was seen at work, and never sooner than the CA allows.
 */
public final class OrderPolling {

	private static final int INSPECTION = 3;

	private final Timeline timeline;

	private final PollSchedule schedule;

	private final FetchWatch watch;

	private Duration lastPoll;

	private Duration notBefore = Duration.ZERO;

	/**
	 * Begins to poll.
	 * @param timeline the time of the conversation
	 * @param schedule when to look
	 * @param watch what sees the CA at work
	 */
	public OrderPolling(Timeline timeline, PollSchedule schedule, FetchWatch watch) {
		this.timeline = timeline;
		this.schedule = schedule;
		this.watch = watch;
		this.lastPoll = Duration.ZERO;
	}

	/**
	 * Waits.
	 * @param retryAfter how long the CA wants us to wait for the first look
	 * @param timeout how long to wait at most
	 * @param poll looks at the order
	 * @throws ParkedException if there is no news within the timeout, or the CA wants us
	 * to wait for longer
	 * @throws AcmeException if the thread was interrupted
	 */
	public void await(Optional<Duration> retryAfter, Duration timeout, Poll poll) {
		Duration deadline = this.timeline.elapsed().plus(timeout);
		retryAfter.ifPresent(this::holdOff);
		for (int polls = 0;; polls++) {
			pause(this.timeline.elapsed().plus(this.schedule.step(polls)), deadline);
			this.lastPoll = this.timeline.elapsed();
			if (poll.look()) {
				return;
			}
			poll.retryAfter().ifPresent(this::holdOff);
			if (polls % INSPECTION == INSPECTION - 1) {
				poll.inspect();
			}
		}
	}

	private void holdOff(Duration retryAfter) {
		this.notBefore = this.timeline.elapsed().plus(retryAfter);
	}

	private void pause(Duration timer, Duration deadline) {
		if (this.notBefore.compareTo(deadline) > 0) {
			throw new ParkedException(this.notBefore.minus(this.timeline.elapsed()));
		}
		if (this.lastPoll.compareTo(deadline) >= 0) {
			throw new ParkedException(Duration.ZERO);
		}
		try {
			for (Duration at = next(timer, deadline); this.timeline.elapsed().compareTo(at) < 0;) {
				this.timeline.awaitUntil(at);
				at = next(timer, deadline);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "Interrupted while waiting for the CA; the order is kept.", ex);
		}
	}

	private Duration next(Duration timer, Duration deadline) {
		Duration seen = this.watch.pollAt(this.lastPoll).orElse(timer);
		Duration wanted = (seen.compareTo(timer) < 0) ? seen : timer;
		Duration allowed = (wanted.compareTo(this.notBefore) < 0) ? this.notBefore : wanted;
		return (allowed.compareTo(deadline) < 0) ? allowed : deadline;
	}

	/**
	 * A look at an order.
	 */
	public interface Poll {

		/**
		 * Looks at the order.
		 * @return whether there is news
		 */
		boolean look();

		/**
		 * Returns what the CA said at the last look.
		 * @return how long it wants us to wait
		 */
		Optional<Duration> retryAfter();

		/**
		 * Looks closer, for a CA that leaves a failed order as it is.
		 */
		default void inspect() {
		}

	}

}
