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

package io.github.acmeboot.store.redis;

import java.time.Duration;
import java.util.Optional;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisAcmeStoreAutoConfiguration}, without a server.
 */
class RedisAcmeStoreAutoConfigurationTests {

	private final ApplicationContextRunner withoutRedis = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, RedisAcmeStoreAutoConfiguration.class))
		.withPropertyValues("acme.store.type=redis")
		.withUserConfiguration(Switch.class);

	private final ApplicationContextRunner contextRunner = this.withoutRedis
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.port=1");

	@Test
	void storeLockAndNoticesNeedNoServerToStart() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(AcmeStore.class)
				.hasSingleBean(LeasedAcmeLock.class)
				.hasSingleBean(RedisChangeNotice.class);
			assertThat(context.getBean(AcmeStore.class)).hasToString("RedisAcmeStore[Redis at localhost:1]");
			assertThat(context.getBean(AcmeStore.class).isRemote()).isTrue();
		});
	}

	@Test
	void theApplicationDoesNotSeeOurConnections() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(RedisConnectionFactory.class));
	}

	@Test
	void ourConnectionsAreLikeThoseOfTheApplicationButImpatient() {
		this.contextRunner
			.withPropertyValues("spring.data.redis.host=cache", "spring.data.redis.database=3",
					"spring.data.redis.timeout=60s", "spring.data.redis.client-name=shop",
					"spring.data.redis.ssl.enabled=true")
			.withPropertyValues("spring.data.redis.lettuce.read-from=replica-preferred")
			.run((context) -> {
				LettuceConnectionFactory ours = ours(context);
				assertThat(ours.getHostName()).isEqualTo("cache");
				assertThat(ours.getDatabase()).isEqualTo(3);
				LettuceClientConfiguration client = ours.getClientConfiguration();
				assertThat(client.isUseSsl()).isTrue();
				assertThat(client.getClientName()).contains("shop");
				assertThat(client.getReadFrom()).isEmpty();
				assertThat(client.getCommandTimeout()).isEqualTo(Duration.ofSeconds(2));
				ClientOptions options = client.getClientOptions().orElseThrow();
				assertThat(options.getDisconnectedBehavior())
					.isEqualTo(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
				assertThat(options.getSocketOptions().getConnectTimeout()).isEqualTo(Duration.ofSeconds(1));
				assertThat(options.isAutoReconnect()).isFalse();
			});
	}

	@Test
	void aClusterIsLookedAtAnewFromTimeToTime() {
		this.contextRunner.withPropertyValues("spring.data.redis.cluster.nodes=localhost:1,localhost:2")
			.run((context) -> {
				assertThat(context.getBean(AcmeStore.class))
					.hasToString("RedisAcmeStore[the Redis Cluster of localhost:1, localhost:2]");
				assertThat(ours(context).getClientConfiguration().getClientOptions())
					.containsInstanceOf(ClusterClientOptions.class)
					.hasValueSatisfying((options) -> {
						assertThat(options.isAutoReconnect()).isTrue();
						assertThat(((ClusterClientOptions) options).getTopologyRefreshOptions().getRefreshPeriod())
							.isEqualTo(Duration.ofSeconds(15));
						assertThat(
								((ClusterClientOptions) options).getTopologyRefreshOptions().isPeriodicRefreshEnabled())
							.isTrue();
					});
			});
	}

	@Test
	void sentinelsAreAsked() {
		this.contextRunner
			.withPropertyValues("spring.data.redis.sentinel.master=shop",
					"spring.data.redis.sentinel.nodes=localhost:1")
			.run((context) -> assertThat(context.getBean(AcmeStore.class))
				.hasToString("RedisAcmeStore[the Redis master 'shop' of the sentinels localhost:1]"));
	}

	@Test
	void aListOfMastersAndReplicasIsUsedByTheConnectionsOfTheApplication() {
		this.contextRunner.withPropertyValues("spring.data.redis.masterreplica.nodes=localhost:1,localhost:2")
			.run((context) -> assertThat(context.getBean(RedisAccess.class).connections().factory())
				.isSameAs(context.getBean(RedisConnectionFactory.class)));
	}

	@Test
	void aFactoryThatDoesNotTellWhereItLeadsToIsUsedAsItIs() {
		this.withoutRedis
			.withBean(LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory(
							LettuceConnectionFactory.createRedisConfiguration("redis://cache:1")))
			.run((context) -> assertThat(context.getBean(RedisAccess.class).connections().factory())
				.isSameAs(context.getBean(RedisConnectionFactory.class)));
	}

	@Test
	void withoutTheLibraryThereIsNoTrace() {
		this.withoutRedis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason()).startsWith("No store of that type is available.")));
	}

	@Test
	void withoutConnectionsTheStartFails() {
		this.withoutRedis.run(RedisAcmeStoreAutoConfigurationTests::assertNeedsConnections);
	}

	@Test
	void ofSeveralConnectionFactoriesOneHasToBePrimary() {
		this.withoutRedis.withUserConfiguration(OneFactory.class, OtherFactory.class)
			.run(RedisAcmeStoreAutoConfigurationTests::assertNeedsConnections);
		this.withoutRedis.withUserConfiguration(OneFactory.class)
			.withBean("primary", LettuceConnectionFactory.class,
					() -> new LettuceConnectionFactory("primary.example.com", 1),
					(definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context.getBean(AcmeStore.class))
				.hasToString("RedisAcmeStore[Redis at primary.example.com:1]"));
	}

	@Test
	void thePrefixIsThatOfTheProperty() {
		this.contextRunner.withPropertyValues("acme.store.redis.key-prefix=shop:")
			.run((context) -> assertThat(RedisKeys.text(context.getBean(RedisKeys.class).value("state/web")))
				.isEqualTo("shop:{state/web}"));
		this.contextRunner
			.run((context) -> assertThat(RedisKeys.text(context.getBean(RedisKeys.class).value("state/web")))
				.isEqualTo("acme:{state/web}"));
	}

	@Test
	void aPrefixThatNoClusterCouldUseStopsTheStart() {
		this.contextRunner.withPropertyValues("acme.store.redis.key-prefix={}")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class));
	}

	@Test
	void backsOffForAnotherType() {
		this.contextRunner.withPropertyValues("acme.store.type=mine")
			.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).doesNotHaveBean(RedisAccess.class)
				.doesNotHaveBean(AcmeLock.class)
				.doesNotHaveBean(RedisChangeNotice.class));
	}

	@Test
	void theUsersStoreWinsAndNeedsNoConnections() {
		this.withoutRedis.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class)
				.hasBean("mine")
				.doesNotHaveBean(RedisAccess.class)
				.doesNotHaveBean(AcmeLock.class));
	}

	@Test
	void theUsersLockWins() {
		this.contextRunner.withBean("mine", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class)
				.hasBean("mine")
				.hasSingleBean(RedisAcmeStore.class));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RedisAcmeStoreAutoConfiguration.class))
			.withPropertyValues("acme.store.type=redis")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeStore.class));
	}

	private static void assertNeedsConnections(AssertableApplicationContext context) {
		assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
				assertThat(ex.getName()).isEqualTo("acme.store.type");
				assertThat(ex.getReason()).contains("RedisConnectionFactory", "spring-boot-starter-data-redis");
			});
	}

	private static LettuceConnectionFactory ours(AssertableApplicationContext context) {
		LettuceConnectionFactory ours = (LettuceConnectionFactory) context.getBean(RedisAccess.class)
			.connections()
			.factory();
		assertThat(ours).isNotSameAs(context.getBean(RedisConnectionFactory.class));
		return ours;
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

	@Configuration(proxyBeanMethods = false)
	static class OneFactory {

		@Bean
		LettuceConnectionFactory one() {
			return new LettuceConnectionFactory("one.example.com", 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherFactory {

		@Bean
		LettuceConnectionFactory other() {
			return new LettuceConnectionFactory("other.example.com", 1);
		}

	}

}
