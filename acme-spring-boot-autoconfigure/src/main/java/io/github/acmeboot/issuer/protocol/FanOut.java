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

package io.github.acmeboot.issuer.protocol;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Asks the CA the same of many things, in a few sessions at a time: that of the caller
 * and, when there is enough to do, some more. The first failure stops them all.
 *
 * @param <T> the type of the things
 * @param <R> the type of the answers
 */
final class FanOut<T, R> {

	private static final int WIDTH = 4;

	private final AcmeClient client;

	private final List<T> items;

	private final BiFunction<AcmeSession, T, R> task;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicReferenceArray<R> results;

	private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

	FanOut(AcmeClient client, List<T> items, BiFunction<AcmeSession, T, R> task) {
		this.client = client;
		this.items = items;
		this.task = task;
		this.results = new AtomicReferenceArray<>(items.size());
	}

	List<R> run(AcmeSession own, ExecutorService executor) {
		List<Future<?>> lanes = Stream.<Future<?>>generate(() -> executor.submit(this::lane))
			.limit(Math.max(0, Math.min(WIDTH, this.items.size()) - 1))
			.toList();
		drain(own);
		join(lanes);
		RuntimeException failed = this.failure.get();
		if (failed != null) {
			throw failed;
		}
		return IntStream.range(0, this.items.size()).mapToObj(this.results::get).toList();
	}

	private void lane() {
		AcmeSession session;
		try {
			session = this.client.acquire();
		}
		catch (RuntimeException ex) {
			this.failure.compareAndSet(null, ex);
			return;
		}
		try {
			drain(session);
		}
		finally {
			this.client.release(session);
		}
	}

	private void drain(AcmeSession session) {
		try {
			for (int i = this.next.getAndIncrement(); i < this.items.size()
					&& this.failure.get() == null; i = this.next.getAndIncrement()) {
				this.results.set(i, this.task.apply(session, this.items.get(i)));
			}
		}
		catch (RuntimeException ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	private void join(List<Future<?>> lanes) {
		try {
			for (Future<?> lane : lanes) {
				lane.get();
			}
		}
		catch (InterruptedException ex) {
			lanes.forEach((lane) -> lane.cancel(true));
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "Interrupted while asking the CA.", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

}
