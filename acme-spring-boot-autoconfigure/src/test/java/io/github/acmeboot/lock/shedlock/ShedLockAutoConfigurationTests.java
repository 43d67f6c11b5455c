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

package io.github.acmeboot.lock.shedlock;

import java.util.Optional;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LockAutoConfiguration;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShedLockAutoConfiguration}.
 */
class ShedLockAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LockAutoConfiguration.class, MemoryAcmeStoreAutoConfiguration.class,
				ShedLockAutoConfiguration.class, StoreAutoConfiguration.class))
		.withUserConfiguration(Switch.class)
		.withPropertyValues("acme.store.type=memory");

	@Test
	void aProviderThatIsThereForSomethingElseIsLeftAlone() {
		this.contextRunner.withBean(LockProvider.class, () -> extensible())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class).hasBean("inMemoryAcmeLock"));
	}

	@Test
	void theProviderIsUsedInPlaceOfTheLockOfTheStoreWhenAskedFor() {
		this.contextRunner.withPropertyValues("acme.lock.type=shedlock")
			.withBean(LockProvider.class, () -> extensible())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class).hasBean("shedLockAcmeLock"));
	}

	@Test
	void theUsersLockWins() {
		this.contextRunner.withPropertyValues("acme.lock.type=shedlock")
			.withBean("mine", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class).hasBean("mine"));
	}

	@Test
	void withoutAProviderTheStartFailsSayingSo() {
		this.contextRunner.withPropertyValues("acme.lock.type=shedlock")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.lock.type")
				.hasMessageContaining("no single bean of type 'net.javacrumbs.shedlock.core.LockProvider'"));
	}

	@Test
	void aProviderWhoseLocksCannotBeExtendedStopsTheStart() {
		this.contextRunner.withPropertyValues("acme.lock.type=shedlock")
			.withBean(LockProvider.class, () -> (configuration) -> Optional.empty())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("cannot be extended"));
	}

	@Test
	void whereShedLockIsNotOnTheClassPathTheStartFailsSayingSo() {
		this.contextRunner.withPropertyValues("acme.lock.type=shedlock")
			.withClassLoader(new FilteredClassLoader("net.javacrumbs"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("ShedLock is not on the classpath"));
	}

	@Test
	void isAbsentWithoutShedLockWhenNotAskedFor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("net.javacrumbs"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("inMemoryAcmeLock")
				.doesNotHaveBean(ShedLockAutoConfiguration.class));
	}

	@Test
	void aTypeThatDoesNotExistStopsTheStart() {
		this.contextRunner.withPropertyValues("acme.lock.type=zookeeper")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("acme.lock"));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ShedLockAutoConfiguration.class))
			.withPropertyValues("acme.lock.type=shedlock")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeLock.class));
	}

	private static ExtensibleLockProvider extensible() {
		return (configuration) -> Optional.empty();
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

}
