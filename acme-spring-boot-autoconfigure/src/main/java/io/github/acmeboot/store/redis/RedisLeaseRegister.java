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

package io.github.acmeboot.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import io.github.acmeboot.lock.LeaseRegister;

/**
 * {@link LeaseRegister} in Redis, by the clock of Redis. The fence is the time in
 * milliseconds, or more, so that it grows even when Redis has lost everything.
 */
final class RedisLeaseRegister implements LeaseRegister {

	private final RedisAccess access;

	private final RedisKeys keys;

	RedisLeaseRegister(RedisAccess access, RedisKeys keys) {
		this.access = access;
		this.keys = keys;
	}

	@Override
	public OptionalLong acquire(String name, String owner, Duration timeToLive) {
		List<byte[]> fence = this.access.run("lock '" + name + "'", RedisScripts.ACQUIRE, 2, this.keys.holder(name),
				this.keys.fence(name), RedisKeys.bytes(owner), millis(timeToLive));
		return fence.stream().mapToLong((number) -> Long.parseLong(RedisKeys.text(number))).findFirst();
	}

	@Override
	public boolean extend(String name, String owner, Duration timeToLive) {
		return !this.access
			.run("extend the lock '" + name + "'", RedisScripts.EXTEND, 1, this.keys.holder(name),
					RedisKeys.bytes(owner), millis(timeToLive))
			.isEmpty();
	}

	@Override
	public void release(String name, String owner) {
		this.access.run("release the lock '" + name + "'", RedisScripts.RELEASE, 1, this.keys.holder(name),
				RedisKeys.bytes(owner));
	}

	private static byte[] millis(Duration duration) {
		return RedisKeys.bytes(String.valueOf(Math.max(duration.toMillis(), 1)));
	}

}
