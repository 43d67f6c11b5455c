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

package io.github.acmeboot.renewal.startup;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;

/**
 * Auto-configuration of what the start does without its certificates.
 */
@AutoConfiguration(after = RenewalAutoConfiguration.class)
@ConditionalOnBean(AcmeManager.class)
@ConditionalOnProperty(name = "acme.startup.wait")
public final class StartupAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@DependsOn("acmeRenewalScheduler")
	StartupGate acmeStartupGate(AcmeManager manager, AcmeProperties properties, ObjectProvider<Clock> clock) {
		AcmeProperties.Startup startup = properties.getStartup();
		return new StartupGate(manager, startup.getWait(), startup.getOnTimeout() == AcmeProperties.OnTimeout.FAIL,
				clock.getIfUnique(Clock::systemUTC));
	}

}
