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

package io.github.acmeboot.lock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.StoreException;

/**
 * {@link LeaseRegister} in memory that fails, stalls, forgets and answers late when told
 * to.
 */
final class TestLeaseRegister implements LeaseRegister {

	private final Map<String, Entry> entries = new HashMap<>();

	private final Map<String, Long> fences = new HashMap<>();

	private final Queue<Runnable> unanswered = new ArrayDeque<>();

	private final VirtualLeaseTimer timer;

	private Runnable beforeAnswering = () -> {
	};

	private boolean answering = true;

	private int extensions;

	private int releases;

	TestLeaseRegister(VirtualLeaseTimer timer) {
		this.timer = timer;
	}

	@Override
	public OptionalLong acquire(String name, String owner, Duration timeToLive) {
		return answerOrKeep(() -> {
			if (holder(name) != null) {
				return OptionalLong.empty();
			}
			this.entries.put(name, new Entry(owner, this.timer.nanoTime() + timeToLive.toNanos()));
			return OptionalLong.of(this.fences.merge(name, 1L, Long::sum));
		});
	}

	@Override
	public boolean extend(String name, String owner, Duration timeToLive) {
		this.extensions++;
		return answer(() -> owner.equals(holder(name))
				&& this.entries.replace(name, new Entry(owner, this.timer.nanoTime() + timeToLive.toNanos())) != null);
	}

	@Override
	public void release(String name, String owner) {
		this.releases++;
		answer(() -> owner.equals(holder(name)) && this.entries.remove(name) != null);
	}

	@Nullable String holder(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null && entry.end() - this.timer.nanoTime() > 0) ? entry.owner() : null;
	}

	int extensions() {
		return this.extensions;
	}

	int releases() {
		return this.releases;
	}

	/**
	 * Does something after each request had its effect and before it is answered.
	 */
	void beforeAnswering(Runnable action) {
		this.beforeAnswering = action;
	}

	/**
	 * Does not answer any more, and keeps attempts to acquire.
	 */
	void freeze() {
		this.answering = false;
	}

	/**
	 * Answers again, without having done what it kept.
	 */
	void restart() {
		this.answering = true;
		this.unanswered.clear();
	}

	/**
	 * Answers again, and does what it kept.
	 */
	void thaw() {
		this.answering = true;
		while (!this.unanswered.isEmpty()) {
			this.unanswered.remove().run();
		}
	}

	void forget() {
		this.entries.clear();
	}

	private <V> V answerOrKeep(Supplier<V> request) {
		if (!this.answering) {
			this.unanswered.add(request::get);
		}
		return answer(request);
	}

	private <V> V answer(Supplier<V> request) {
		if (!this.answering) {
			throw new StoreException(StoreException.Trouble.SLOW, "No answer in time", null);
		}
		V answer = request.get();
		this.beforeAnswering.run();
		return answer;
	}

	private record Entry(String owner, long end) {

	}

}
