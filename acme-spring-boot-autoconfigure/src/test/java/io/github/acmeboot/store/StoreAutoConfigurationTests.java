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

package io.github.acmeboot.store;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.store.repository.StateRepository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreAutoConfiguration}.
 */
class StoreAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, RepositoryAutoConfiguration.class,
				MemoryAcmeStoreAutoConfiguration.class))
		.withUserConfiguration(Switch.class);

	@Test
	void everyViewIsABean() {
		this.contextRunner.withPropertyValues("acme.store.type=memory")
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class)
				.hasSingleBean(CertificateRepository.class)
				.hasSingleBean(AccountRepository.class)
				.hasSingleBean(OrderJournal.class)
				.hasSingleBean(StateRepository.class)
				.hasSingleBean(ChallengeAnswers.class));
	}

	@Test
	void theUsersStoreWins() {
		this.contextRunner.withPropertyValues("acme.store.type=memory")
			.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class).hasBean("mine"));
	}

	@Test
	void theUsersStoreNeedsNoTypeWeKnow() {
		this.contextRunner.withPropertyValues("acme.store.type=mine")
			.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CertificateRepository.class));
	}

	@Test
	void anUnknownTypeStopsTheStart() {
		this.contextRunner.withPropertyValues("acme.store.type=flie")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("acme.store.type");
					assertThat(ex.getValue()).isEqualTo("flie");
					assertThat(ex.getReason()).startsWith("No store of that type is available.");
				}));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, RepositoryAutoConfiguration.class,
					MemoryAcmeStoreAutoConfiguration.class))
			.withPropertyValues("acme.store.type=memory")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeStore.class));
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

}
