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

package io.github.acmeboot.store.repository;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.ledger.LedgerRepository;

/**
 * Auto-configuration of the repositories.
 */
@AutoConfiguration(after = StoreAutoConfiguration.class)
@ConditionalOnBean(StoreAccess.class)
public final class RepositoryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CertificateRepository certificateRepository(StoreAccess access) {
		return new CertificateRepository(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	AccountRepository accountRepository(StoreAccess access) {
		return new AccountRepository(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	OrderJournal orderJournal(StoreAccess access) {
		return new OrderJournal(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	LedgerRepository ledgerRepository(StoreAccess access) {
		return new LedgerRepository(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	StateRepository stateRepository(StoreAccess access) {
		return new StateRepository(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	RevokedCertificates revokedCertificates(StoreAccess access) {
		return new RevokedCertificates(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	StoreCleaner storeCleaner(StoreAccess access) {
		return new StoreCleaner(access.store());
	}

	@Bean
	@ConditionalOnMissingBean
	ChallengeAnswers challengeAnswers(StoreAccess access, ObjectProvider<Clock> clock) {
		return new ChallengeAnswers(access.store(), clock.getIfUnique(Clock::systemUTC));
	}

}
