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

package io.github.acmeboot.store.file;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileAcmeStoreAutoConfiguration}.
 */
class FileAcmeStoreAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, RepositoryAutoConfiguration.class,
				MemoryAcmeStoreAutoConfiguration.class, FileAcmeStoreAutoConfiguration.class))
		.withUserConfiguration(Switch.class);

	@Test
	void filesAreTheDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(FileAcmeStore.class).hasSingleBean(FileAcmeLock.class);
			assertThat(context).doesNotHaveBean(CertificateExport.class);
			assertThat(context.getBean(AcmeStore.class))
				.hasToString("FileAcmeStore[" + Path.of("acme").toAbsolutePath() + "]");
		});
	}

	@Test
	void theDirectoriesAreThoseOfTheProperties(@TempDir Path directory) {
		this.contextRunner
			.withPropertyValues("acme.store.type=file", "acme.store.file.directory=" + directory,
					"acme.store.file.export-directory=" + directory.resolve("export"))
			.run((context) -> {
				assertThat(context).hasSingleBean(CertificateExport.class);
				assertThat(context.getBean(AcmeStore.class)).hasToString("FileAcmeStore[" + directory + "]");
			});
	}

	@Test
	void backsOffForAnotherType() {
		this.contextRunner.withPropertyValues("acme.store.type=memory")
			.run((context) -> assertThat(context).doesNotHaveBean(FileAcmeStore.class)
				.doesNotHaveBean(FileAcmeLock.class)
				.hasSingleBean(AcmeStore.class)
				.hasSingleBean(AcmeLock.class));
	}

	@Test
	void theUsersStoreWinsAndIsNotLockedByFiles() {
		this.contextRunner.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class)
				.hasBean("mine")
				.doesNotHaveBean(AcmeLock.class));
	}

	@Test
	void theUsersLockWins() {
		this.contextRunner.withBean("mine", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class)
				.hasBean("mine")
				.hasSingleBean(FileAcmeStore.class));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FileAcmeStoreAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(AcmeStore.class).doesNotHaveBean(AcmeLock.class));
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

}
