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

package io.github.acmeboot.system;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The application of the fault matrix. It can be started again; its store and its lock
 * outlive it.
 */
final class FaultApplication implements AutoCloseable {

	private final Supplier<RunningApplication.Builder> builder;

	private final SwitchableAcmeStore store = new SwitchableAcmeStore();

	private final VirtualLock lock;

	private RunningApplication running;

	private @Nullable RunningApplication other;

	FaultApplication(Clock time, Supplier<RunningApplication.Builder> builder) {
		this.lock = new VirtualLock(time);
		this.builder = builder;
		this.running = start(Map.of());
	}

	RunningApplication running() {
		return this.running;
	}

	SwitchableAcmeStore store() {
		return this.store;
	}

	VirtualLock lock() {
		return this.lock;
	}

	/**
	 * Ends the application and starts it with a configuration that says more.
	 * @param properties what it says more
	 */
	void restart(Map<String, String> properties) {
		this.running.close();
		this.running = start(properties);
	}

	/**
	 * Starts another instance beside it, with the same store, which renews nothing.
	 * @param properties what its configuration says more
	 */
	void startAnother(Map<String, String> properties) {
		Map<String, String> more = new HashMap<>(properties);
		more.put("acme.renewal.enabled", "false");
		this.other = start(more);
	}

	RunningApplication other() {
		return Objects.requireNonNull(this.other);
	}

	void stopTheOther() {
		if (this.other != null) {
			this.other.close();
			this.other = null;
		}
	}

	private RunningApplication start(Map<String, String> properties) {
		RunningApplication.Builder configured = this.builder.get().store(this.store, this.lock);
		properties.forEach(configured::with);
		return configured.start();
	}

	@Override
	public void close() {
		stopTheOther();
		this.running.close();
	}

}
