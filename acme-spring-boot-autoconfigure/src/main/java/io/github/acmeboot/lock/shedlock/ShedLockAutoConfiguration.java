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

package io.github.acmeboot.lock.shedlock;

import java.time.Clock;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.StoreAccess;

/**
 * Auto-configuration of the lock by ShedLock, for those who ask for it. Comes before the
 * stores, each of which brings a lock where there is none.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class)
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty(name = "acme.lock.type", havingValue = "shedlock")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(AcmeLock.class)
public final class ShedLockAutoConfiguration {

	private static final String PROPERTY = "acme.lock.type";

	private static final String VALUE = "shedlock";

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LockProvider.class)
	static class Present {

		@Bean
		LeasedAcmeLock shedLockAcmeLock(ObjectProvider<LockProvider> providers, StoreAccess store,
				ObjectProvider<Clock> clock) {
			LockProvider provider = providers.getIfUnique();
			if (provider == null) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, VALUE,
						"There is no single bean of type '" + LockProvider.class.getName()
								+ "'. Define one; of several, mark one as primary.");
			}
			if (!(provider instanceof ExtensibleLockProvider extensible)) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, VALUE, "The locks of '"
						+ provider.getClass().getName()
						+ "' cannot be extended, and an order may take longer than a lock lasts. Define a bean of type '"
						+ ExtensibleLockProvider.class.getName() + "'.");
			}
			StoredFences fences = new StoredFences(store.store(), clock.getIfUnique(Clock::systemUTC));
			return new LeasedAcmeLock(new ShedLockLeaseRegister(extensible, fences, System::nanoTime));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("net.javacrumbs.shedlock.core.LockProvider")
	static class Absent {

		@Bean
		AcmeLock shedLockAcmeLock() {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, VALUE,
					"ShedLock is not on the classpath. Add it, or leave the property out to use the lock of the store.");
		}

	}

}
