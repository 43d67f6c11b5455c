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
import java.util.OptionalLong;

/**
 * What one owner wants of a register.
 */
final class Claim {

	private final LeaseRegister register;

	private final String name;

	private final String owner;

	private final Duration timeToLive;

	Claim(LeaseRegister register, String name, String owner, Duration timeToLive) {
		this.register = register;
		this.name = name;
		this.owner = owner;
		this.timeToLive = timeToLive;
	}

	OptionalLong acquire() {
		return this.register.acquire(this.name, this.owner, this.timeToLive);
	}

	boolean extend() {
		return this.register.extend(this.name, this.owner, this.timeToLive);
	}

	void release() {
		this.register.release(this.name, this.owner);
	}

	/**
	 * Returns the time to live in nanoseconds.
	 * @return the nanoseconds
	 */
	long nanos() {
		return this.timeToLive.toNanos();
	}

	@Override
	public String toString() {
		return "'" + this.name + "'";
	}

}
