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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.StoreCleaner;

/**
 * Auto-configuration of the housekeeping.
 */
@AutoConfiguration(after = RenewalAutoConfiguration.class)
@ConditionalOnBean({ AcmeProperties.class, AcmeManager.class })
public final class HousekeepingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	UnconfiguredCertificates acmeUnconfiguredCertificates(ManagedCertificates managed,
			CertificateRepository certificates) {
		return new UnconfiguredCertificates(managed, certificates);
	}

	@Bean
	@ConditionalOnMissingBean
	HousekeepingSchedule acmeHousekeepingSchedule(UnconfiguredCertificates unconfigured, ManagedCertificates managed,
			CertificateRepository certificates, StateRepository states, ObjectProvider<LocalCopy> copy,
			ChallengeAnswers answers, StoreCleaner cleaner, CertificatePublisher publisher, AcmeLock lock,
			ObjectProvider<Clock> clocks) {
		Clock clock = clocks.getIfUnique(Clock::systemUTC);
		Housekeeping housekeeping = new Housekeeping(managed, certificates, states, copy.getIfAvailable(LocalCopy::off),
				answers, cleaner, publisher, lock, clock);
		return new HousekeepingSchedule(new UnconfiguredReport(unconfigured), housekeeping,
				new HousekeepingThread(clock), () -> ThreadLocalRandom.current().nextDouble(), clock);
	}

}
