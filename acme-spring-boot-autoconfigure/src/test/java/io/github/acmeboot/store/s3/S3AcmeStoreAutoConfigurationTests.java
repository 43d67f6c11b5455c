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

import java.lang.reflect.Proxy;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link S3AcmeStoreAutoConfiguration}.
 */
class S3AcmeStoreAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, S3AcmeStoreAutoConfiguration.class))
		.withUserConfiguration(Switch.class)
		.withPropertyValues("acme.store.type=s3");

	@Test
	void theStoreAndItsLockUseTheUsersClientWithoutAskingItAnything() {
		this.contextRunner.withPropertyValues("acme.store.s3.bucket=certs")
			.withBean(S3Client.class, S3AcmeStoreAutoConfigurationTests::unusedClient)
			.run((context) -> {
				assertThat(context).hasSingleBean(S3AcmeStore.class).hasSingleBean(LeasedAcmeLock.class);
				assertThat(context.getBean(AcmeStore.class)).hasToString("S3AcmeStore[s3://certs/acme/]")
					.matches(AcmeStore::isRemote);
			});
	}

	@Test
	void thePrefixIsThatOfTheProperties() {
		this.contextRunner.withPropertyValues("acme.store.s3.bucket=certs", "acme.store.s3.prefix=shop/tls/")
			.withBean(S3Client.class, S3AcmeStoreAutoConfigurationTests::unusedClient)
			.run((context) -> assertThat(context.getBean(AcmeStore.class))
				.hasToString("S3AcmeStore[s3://certs/shop/tls/]"));
	}

	@Test
	void withoutABucketTheStartFailsSayingSo() {
		this.contextRunner.withBean(S3Client.class, S3AcmeStoreAutoConfigurationTests::unusedClient)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.store.s3.bucket"));
	}

	@Test
	void withoutAClientTheStartFailsSayingSo() {
		this.contextRunner.withPropertyValues("acme.store.s3.bucket=certs")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.store.type")
				.hasMessageContaining("no single bean of type 'software.amazon.awssdk.services.s3.S3Client'"));
	}

	@Test
	void withoutTheSdkTheTypeIsNotAvailable() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("software.amazon"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("No store of that type is available"));
	}

	@Test
	void backsOffForAnotherType() {
		this.contextRunner.withPropertyValues("acme.store.type=other")
			.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(S3AcmeStoreAutoConfiguration.class)
				.doesNotHaveBean(AcmeLock.class));
	}

	@Test
	void theUsersStoreWinsAndIsNotLockedByABucket() {
		this.contextRunner.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class)
				.hasBean("mine")
				.doesNotHaveBean(AcmeLock.class));
	}

	@Test
	void theUsersLockWins() {
		this.contextRunner.withPropertyValues("acme.store.s3.bucket=certs")
			.withBean(S3Client.class, S3AcmeStoreAutoConfigurationTests::unusedClient)
			.withBean("mine", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class)
				.hasBean("mine")
				.hasSingleBean(S3AcmeStore.class));
	}

	private static S3Client unusedClient() {
		return (S3Client) Proxy.newProxyInstance(S3Client.class.getClassLoader(), new Class<?>[] { S3Client.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "close" -> null;
					case "hashCode" -> System.identityHashCode(proxy);
					case "toString" -> "unused";
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

}
