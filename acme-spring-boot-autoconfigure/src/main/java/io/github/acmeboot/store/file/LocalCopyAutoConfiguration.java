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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.sealing.StoreSealing;

/**
 * Auto-configuration of the copy of the certificates on this machine.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, StoreAutoConfiguration.class })
@ConditionalOnProperty("acme.store.local-copy.directory")
@ConditionalOnBean({ AcmeProperties.class, StoreAccess.class })
@EnableConfigurationProperties(LocalCopyProperties.class)
public final class LocalCopyAutoConfiguration {

	private static final String PROPERTY = "acme.store.local-copy.directory";

	private static final Log logger = LogFactory.getLog(LocalCopyAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	LocalCopy acmeLocalCopy(LocalCopyProperties properties, StoreSealing sealing, StoreAccess access,
			ObjectProvider<Clock> clock) {
		String directory = String.valueOf(properties.getDirectory());
		if (!sealing.hasKeys()) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, directory,
					"The copy holds private keys and is kept sealed only. Set 'acme.store.encryption.keys', or take "
							+ "this property away.");
		}
		if (!access.store().isRemote()) {
			logger.warn("'" + PROPERTY + "' is of little use here: the store is on this machine itself");
		}
		return LocalCopy.in(sealing.over(new FileAcmeStore(Path.of(directory), PROPERTY)),
				clock.getIfUnique(Clock::systemUTC));
	}

}
