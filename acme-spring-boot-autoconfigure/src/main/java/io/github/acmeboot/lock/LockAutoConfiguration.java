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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;

/**
 * Auto-configuration of the lock. Each store brings its own; without one the start fails,
 * since a lock that the users of the store do not share would lock nobody out.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class, afterName = "io.github.acmeboot.store.StoreAutoConfiguration")
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(AcmeLockProperties.class)
public final class LockAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AcmeLock acmeLock() {
		throw new MissingLockException();
	}

}
