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
import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;

/**
 * Auto-configuration of the store and the lock in files.
 */
@AutoConfiguration(before = StoreAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnProperty(name = "acme.store.type", havingValue = "file", matchIfMissing = true)
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(FileAcmeStoreProperties.class)
public final class FileAcmeStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	FileAcmeStore fileAcmeStore(FileAcmeStoreProperties properties) {
		return new FileAcmeStore(Path.of(properties.getDirectory()));
	}

	@Bean
	@ConditionalOnBean(FileAcmeStore.class)
	@ConditionalOnMissingBean(AcmeLock.class)
	FileAcmeLock fileAcmeLock(FileAcmeStoreProperties properties, ObjectProvider<Clock> clock) {
		return new FileAcmeLock(Path.of(properties.getDirectory()), clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnProperty("acme.store.file.export-directory")
	CertificateExport certificateExport(FileAcmeStoreProperties properties) {
		return new CertificateExport(Path.of(properties.getExportDirectory()));
	}

}
