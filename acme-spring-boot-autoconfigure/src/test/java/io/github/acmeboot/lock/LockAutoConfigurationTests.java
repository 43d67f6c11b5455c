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

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.file.FileAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LockAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LockAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
				RepositoryAutoConfiguration.class, LockAutoConfiguration.class, FileAcmeStoreAutoConfiguration.class,
				MemoryAcmeStoreAutoConfiguration.class));

	@Test
	void everyStoreOfOursBringsItsLock() {
		this.contextRunner.run((context) -> assertThat(context).hasBean("fileAcmeLock"));
		this.contextRunner.withPropertyValues("acme.store.type=memory")
			.run((context) -> assertThat(context).hasBean("inMemoryAcmeLock"));
	}

	@Test
	void theUsersStoreIsTakenWithTheUsersLock() {
		this.contextRunner.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.withBean("lock", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(AcmeLock.class).hasBean("lock"));
	}

	@Test
	void aStoreOfTheUsersWithoutALockStopsTheStartSayingWhatToDo(CapturedOutput output) {
		SpringApplication application = new SpringApplication(OwnStore.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		assertThatException().isThrownBy(() -> application.run().close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("No lock belongs to the store of the certificates")
			.contains("Define a bean of type 'io.github.acmeboot.lock.AcmeLock'");
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		this.contextRunner.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeLock.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AcmeAutoConfiguration.class, FileAcmeStoreAutoConfiguration.class,
			StoreAutoConfiguration.class, RepositoryAutoConfiguration.class, LockAutoConfiguration.class })
	static class OwnStore {

		@Bean
		AcmeStore mine() {
			return new InMemoryAcmeStore();
		}

	}

}
