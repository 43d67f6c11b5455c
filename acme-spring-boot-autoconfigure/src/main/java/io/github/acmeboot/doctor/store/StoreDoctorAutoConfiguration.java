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

package io.github.acmeboot.doctor.store;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.DoctorAutoConfiguration;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

/**
 * Auto-configuration of what looks at the store and the lock.
 */
@AutoConfiguration(after = { DoctorAutoConfiguration.class, RepositoryAutoConfiguration.class })
@ConditionalOnBean(Doctor.class)
public final class StoreDoctorAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 10)
	@ConditionalOnBean(CertificateRepository.class)
	StoreCheck acmeStoreCheck(CertificateRepository repository) {
		return new StoreCheck(repository);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 20)
	@ConditionalOnBean(AcmeLock.class)
	LockCheck acmeLockCheck(AcmeLock lock) {
		return new LockCheck(lock);
	}

}
