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

package io.github.acmeboot.health;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AcmeHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeHealthAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class));

	private final ApplicationContextRunner managed = this.contextRunner.withBean(AcmeManager.class, () -> {
		AcmeManager manager = mock(AcmeManager.class);
		given(manager.certificates()).willReturn(List.of());
		return manager;
	});

	@Test
	void contributesUnderTheNameAcme() {
		this.managed
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("acme"))
				.isInstanceOf(AcmeHealthIndicator.class));
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.managed.withPropertyValues("management.health.acme.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AcmeHealthIndicator.class));
	}

	@Test
	void backsOffWithoutCertificatesToManage() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(AcmeHealthIndicator.class));
	}

	@Test
	void backsOffWithoutBootsHealth() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AcmeHealthAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(Health.class))
			.withBean(AcmeManager.class, () -> mock(AcmeManager.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeHealthAutoConfiguration.class));
	}

	@Test
	void backsOffWhenTheUserBringsTheIndicator() {
		HealthIndicator mine = () -> Health.up().build();
		this.managed.withBean("acmeHealthIndicator", HealthIndicator.class, () -> mine)
			.run((context) -> assertThat(context.getBean("acmeHealthIndicator")).isSameAs(mine));
	}

}
