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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.test.lock.AbstractAcmeLockTests;
import io.github.acmeboot.test.lock.AbstractLeaseRegisterTests;
import io.github.acmeboot.test.store.AbstractAcmeStoreTests;

/**
 * The contracts of store and lock, with one kind of Redis.
 */
abstract class AbstractRedisTests {

	protected abstract RedisInstance instance();

	@BeforeEach
	void flush() {
		instance().flush();
	}

	@Nested
	class Store extends AbstractAcmeStoreTests {

		@Override
		protected AcmeStore store() {
			return instance().store();
		}

	}

	@Nested
	class Lock extends AbstractAcmeLockTests {

		@Override
		protected AcmeLock lock() {
			return instance().lock();
		}

	}

	@Nested
	class Register extends AbstractLeaseRegisterTests {

		@Override
		protected LeaseRegister register() {
			return new RedisLeaseRegister(instance().bean(RedisAccess.class), instance().bean(RedisKeys.class));
		}

	}

}
