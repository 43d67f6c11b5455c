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

package io.github.acmeboot.issuer.clock;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;

/**
 * Auto-configuration for the comparison of clocks.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class)
@ConditionalOnBean(AcmeProperties.class)
public final class ClockSkewAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClockSkews acmeClockSkews(ObjectProvider<Clock> clock) {
		return new ClockSkews(clock.getIfUnique(Clock::systemUTC));
	}

}
