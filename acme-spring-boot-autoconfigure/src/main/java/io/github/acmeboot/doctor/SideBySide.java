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

package io.github.acmeboot.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Does several things side by side, a few at a time, and stops doing so when there is no
 * time left.
 */
final class SideBySide {

	private static final Log logger = LogFactory.getLog(SideBySide.class);

	private static final int MOST_AT_ONCE = 8;

	private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();

	private final List<FutureTask<Boolean>> workers = new ArrayList<>();

	private final List<Integer> notBegun = new ArrayList<>();

	/**
	 * Creates the work.
	 * @param size how many things there are
	 * @param work does one of them
	 */
	SideBySide(int size, IntConsumer work) {
		IntStream.range(0, size).forEach(this.waiting::add);
		for (int i = 0; i < Math.min(MOST_AT_ONCE, size); i++) {
			this.workers.add(new FutureTask<>(() -> work(work), true));
		}
	}

	private void work(IntConsumer work) {
		for (Integer next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			work.accept(next);
		}
	}

	/**
	 * Does all of it, once.
	 * @param executor has the threads
	 * @param timeLeft says how much time there is still
	 * @return whether it was done in time
	 */
	boolean run(Executor executor, Supplier<Duration> timeLeft) {
		try {
			this.workers.forEach(executor::execute);
			for (FutureTask<Boolean> worker : this.workers) {
				await(worker, timeLeft.get());
			}
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (RejectedExecutionException ex) {
			throw new AcmeException(Reason.INTERRUPTED, "The application is stopping.", ex);
		}
		finally {
			stop();
		}
	}

	private static void await(FutureTask<Boolean> worker, Duration timeLeft) throws TimeoutException {
		try {
			worker.get(timeLeft.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "There was no time left.", ex);
		}
		catch (ExecutionException | CancellationException ex) {
			logger.debug("A look was cut short", ex);
		}
	}

	private void stop() {
		for (Integer next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			this.notBegun.add(next);
		}
		this.workers.forEach((worker) -> worker.cancel(true));
	}

	/**
	 * Returns what there was no time to begin with.
	 * @return the numbers of the things, possibly none
	 */
	List<Integer> notBegun() {
		return List.copyOf(this.notBegun);
	}

}
