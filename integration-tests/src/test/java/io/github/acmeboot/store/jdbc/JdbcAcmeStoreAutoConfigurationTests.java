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

package io.github.acmeboot.store.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdbcAcmeStoreAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcAcmeStoreAutoConfigurationTests {

	private static final String GONE = "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/gone";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, JdbcAcmeStoreAutoConfiguration.class,
				DataSourceAutoConfiguration.class, DataSourceInitializationAutoConfiguration.class))
		.withUserConfiguration(Switch.class)
		.withPropertyValues("acme.store.type=jdbc", "spring.datasource.generate-unique-name=true");

	@Test
	void theStoreAndTheLockAreInTheDatabaseOfTheApplication() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(JdbcAcmeStore.class).hasSingleBean(LeasedAcmeLock.class);
			assertThat(context.getBean(AcmeStore.class).isRemote()).isTrue();
			save(context);
			assertThat(keys(context.getBean(DataSource.class), "ACME_STORE")).containsExactly("certificates/web");
		});
	}

	@Test
	void theTableIsNamedByTheProperty() {
		this.contextRunner.withPropertyValues("acme.store.jdbc.table-name=public.certificates").run((context) -> {
			save(context);
			assertThat(keys(context.getBean(DataSource.class), "certificates")).containsExactly("certificates/web");
		});
	}

	@Test
	void aNameThatWouldBreakOutOfTheStatementsIsRefused() {
		this.contextRunner.withPropertyValues("acme.store.jdbc.table-name=a; DROP TABLE b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.store.jdbc.table-name")
				.hasMessageContaining("a; DROP TABLE b"));
	}

	@Test
	void noTableIsCreatedWhereNoneIsWanted() {
		this.contextRunner.withPropertyValues("acme.store.jdbc.initialize-schema=never").run((context) -> {
			assertThat(context).doesNotHaveBean(JdbcAcmeStoreDataSourceScriptDatabaseInitializer.class);
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save(context))
				.withMessageContaining("acme.store.jdbc.initialize-schema");
		});
	}

	@Test
	void noTableIsCreatedInADatabaseThatIsNotEmbedded() {
		this.contextRunner
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL",
					"acme.store.jdbc.platform=no-such-platform", "acme.store.jdbc.schema=optional:@@platform@@.sql")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save(context));
			});
	}

	@Test
	void theTableIsCreatedByTheUsersScript() {
		this.contextRunner
			.withPropertyValues("acme.store.jdbc.schema=classpath:io/github/acmeboot/store/jdbc/wide-table.sql")
			.run(JdbcAcmeStoreAutoConfigurationTests::save);
	}

	@Test
	void theTableIsUsedAfterTheApplicationsOwnScripts() {
		this.contextRunner
			.withPropertyValues("acme.store.jdbc.initialize-schema=never", "acme.store.jdbc.table-name=mine",
					"spring.sql.init.schema-locations=classpath:io/github/acmeboot/store/jdbc/application.sql")
			.run((context) -> {
				assertThat(context.getBeanFactory().getDependenciesForBean("acmeDatabase"))
					.contains("dataSourceScriptDatabaseInitializer");
				save(context);
			});
	}

	@Test
	void creatingTheTableAgainDoesNothing() {
		String url = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues(url,
				"acme.store.jdbc.initialize-schema=always", "acme.store.jdbc.continue-on-error=false");
		runner.run(JdbcAcmeStoreAutoConfigurationTests::save);
		runner.run((context) -> assertThat(context.getBean(AcmeStore.class).load("certificates/web")).isPresent());
	}

	@Test
	void aDatabaseThatIsDownDoesNotStopTheStart(CapturedOutput output) {
		this.contextRunner.withPropertyValues(GONE).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("was not created");
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save(context))
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.UNREACHABLE));
		});
	}

	@Test
	void aDatabaseThatIsDownDoesNotStopTheStartThoughTheTableWasToBeCreated(CapturedOutput output) {
		this.contextRunner.withPropertyValues(GONE, "acme.store.jdbc.initialize-schema=always")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("was not created because the database cannot be reached: ").doesNotContain("\tat ");
	}

	@Test
	void norIfThePlatformIsKnown(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues(GONE, "acme.store.jdbc.initialize-schema=always", "acme.store.jdbc.platform=postgresql")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("was not created because the database cannot be reached: ").doesNotContain("\tat ");
	}

	@Test
	void aScriptThatFailsStopsTheStartIfTheUserSaysSo() {
		ApplicationContextRunner runner = this.contextRunner
			.withPropertyValues("acme.store.jdbc.schema=classpath:io/github/acmeboot/store/jdbc/broken.sql");
		runner.run((context) -> assertThat(context).hasNotFailed());
		runner.withPropertyValues("acme.store.jdbc.continue-on-error=false")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void withoutADataSourceTheStartFails() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(StoreAutoConfiguration.class, JdbcAcmeStoreAutoConfiguration.class))
			.withUserConfiguration(Switch.class)
			.withPropertyValues("acme.store.type=jdbc")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.store.type")
				.hasMessageContaining("spring.datasource.url"));
	}

	@Test
	void ofTwoDataSourcesOneHasToBePrimary() {
		this.contextRunner.withUserConfiguration(Two.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("@AcmeDataSource"));
	}

	@Test
	void ofTwoDataSourcesThePrimaryOneIsUsed() {
		this.contextRunner.withUserConfiguration(OnePrimary.class).run((context) -> {
			save(context);
			assertThat(keys(context.getBean("first", DataSource.class), "ACME_STORE")).hasSize(1);
		});
	}

	@Test
	void theAnnotatedDataSourceIsUsedThoughAnotherIsPrimary() {
		this.contextRunner.withUserConfiguration(OneForAcme.class).run((context) -> {
			save(context);
			assertThat(keys(context.getBean("second", DataSource.class), "ACME_STORE")).hasSize(1);
		});
	}

	@Test
	void backsOffForAnotherType() {
		this.contextRunner.withPropertyValues("acme.store.type=other")
			.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).doesNotHaveBean(Database.class));
	}

	@Test
	void theUsersStoreWins() {
		this.contextRunner.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
			.run((context) -> assertThat(context).hasSingleBean(AcmeStore.class)
				.hasBean("mine")
				.doesNotHaveBean(AcmeLock.class)
				.doesNotHaveBean(JdbcAcmeStoreDataSourceScriptDatabaseInitializer.class));
	}

	@Test
	void theUsersLockWins() {
		this.contextRunner.withBean("mine", AcmeLock.class, () -> (name, timeToLive) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(AcmeLock.class)
				.hasBean("mine")
				.hasSingleBean(JdbcAcmeStore.class));
	}

	@Test
	void isAbsentWithoutItsLibraries() {
		for (Class<?> type : List.of(JdbcClient.class, DataSourceScriptDatabaseInitializer.class)) {
			this.contextRunner.withClassLoader(new FilteredClassLoader(type))
				.withBean("mine", AcmeStore.class, InMemoryAcmeStore::new)
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(JdbcAcmeStoreAutoConfiguration.class));
		}
	}

	@Test
	void isAbsentWhenAcmeIsOff() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcAcmeStoreAutoConfiguration.class))
			.withPropertyValues("acme.store.type=jdbc")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeStore.class));
	}

	private static void save(AssertableApplicationContext context) {
		context.getBean(AcmeStore.class).save("certificates/web", new byte[] { 42 }, WriteCondition.absent());
	}

	private static List<String> keys(DataSource dataSource, String table) {
		return JdbcClient.create(dataSource).sql("SELECT ENTRY_KEY FROM " + table).query(String.class).list();
	}

	private static DataSource inMemory() {
		return DataSourceBuilder.create().url("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1").build();
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		DataSource first() {
			return inMemory();
		}

		@Bean
		DataSource second() {
			return inMemory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePrimary {

		@Bean
		@Primary
		DataSource first() {
			return inMemory();
		}

		@Bean
		DataSource second() {
			return inMemory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneForAcme {

		@Bean
		@Primary
		DataSource first() {
			return inMemory();
		}

		@Bean(defaultCandidate = false)
		@AcmeDataSource
		DataSource second() {
			return inMemory();
		}

	}

}
