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

package io.github.acmeboot.store.s3;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;

/**
 * Auto-configuration of the store and the lock in a bucket.
 */
@AutoConfiguration(before = StoreAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnClass(S3Client.class)
@ConditionalOnProperty(name = "acme.store.type", havingValue = "s3")
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(S3AcmeStoreProperties.class)
public final class S3AcmeStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	S3AcmeStore s3AcmeStore(S3AcmeStoreProperties properties, ObjectProvider<S3Client> clients) {
		String bucket = properties.getBucket();
		if (!StringUtils.hasText(bucket)) {
			throw new InvalidConfigurationPropertyValueException("acme.store.s3.bucket", bucket,
					"The store in a bucket needs to know which. Set it to the name of a bucket that exists.");
		}
		S3Client client = clients.getIfUnique();
		if (client == null) {
			throw new InvalidConfigurationPropertyValueException("acme.store.type", "s3",
					"There is no single bean of type '" + S3Client.class.getName()
							+ "'. Define one with the region and the credentials to use; of several, mark one as primary.");
		}
		return new S3AcmeStore(client, bucket, properties.getPrefix());
	}

	@Bean
	@ConditionalOnBean(S3AcmeStore.class)
	@ConditionalOnMissingBean(AcmeLock.class)
	LeasedAcmeLock s3AcmeLock(S3AcmeStore store, ObjectProvider<Clock> clock) {
		return new LeasedAcmeLock(new S3LeaseRegister(store, clock.getIfUnique(Clock::systemUTC), System::nanoTime));
	}

}
