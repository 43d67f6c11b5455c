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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Knows when the CA has seen every answer: that is the moment to look at the order. Each
 * later fetch, from another of the CA's vantage points, is one more such moment.
 */
public final class FetchWatch {

	private static final Duration SETTLE = Duration.ofMillis(100);

	private final Timeline timeline;

	private final int answers;

	private final Set<Integer> fetched = new HashSet<>();

	private @Nullable Duration lastFetch;

	/**
	 * Creates a watch.
	 * @param timeline the time of the conversation; woken when the CA has fetched
	 * @param answers the number of answers the CA has to see
	 */
	public FetchWatch(Timeline timeline, int answers) {
		this.timeline = timeline;
		this.answers = answers;
	}

	/**
	 * Notes that the CA has fetched an answer.
	 * @param answer the number of the answer
	 */
	public void fetched(int answer) {
		synchronized (this) {
			this.fetched.add(answer);
			this.lastFetch = this.timeline.elapsed();
		}
		this.timeline.wake();
	}

	/**
	 * Returns when to look at the order.
	 * @param lastPoll when the order was looked at last
	 * @return the time, or empty if nothing new was seen since
	 */
	synchronized Optional<Duration> pollAt(Duration lastPoll) {
		if (this.lastFetch == null || this.fetched.size() < this.answers || this.lastFetch.compareTo(lastPoll) < 0) {
			return Optional.empty();
		}
		return Optional.of(this.lastFetch.plus(SETTLE));
	}

}
