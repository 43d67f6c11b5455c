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

package io.github.acmeboot.fleet;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Lets an instance believe that it is started later than it is. Its machine knows better.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(FleetClock.AHEAD)
class FleetClock {

	/**
	 * The property that says how much later.
	 */
	static final String AHEAD = "fleet.ahead";

	@Bean
	Clock laterClock(Environment environment) {
		return Clock.offset(Clock.systemUTC(), environment.getRequiredProperty(AHEAD, Duration.class));
	}

}
