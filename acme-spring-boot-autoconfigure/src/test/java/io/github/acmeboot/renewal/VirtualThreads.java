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

package io.github.acmeboot.renewal;

import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

import io.github.acmeboot.testsupport.VirtualTime;

/**
 * Threads that run by virtual time.
 */
final class VirtualThreads extends RenewalThreads {

	private static final long serialVersionUID = 1L;

	private final transient VirtualTime time;

	VirtualThreads(VirtualTime time) {
		super(false, time);
		this.time = time;
	}

	@Override
	public void initialize() {
	}

	@Override
	public void shutdown() {
		this.time.forget(this);
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Instant instant) {
		return this.time.schedule(this, task, instant);
	}

}
