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

package io.github.acmeboot.sample.web;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configures how connections end.
 */
@ConfigurationProperties("tokens.drain")
public class DrainProperties {

	/**
	 * How long those who are already connected may send a last request when the
	 * application is asked to end.
	 */
	private Duration period = Duration.ofSeconds(2);

	public Duration getPeriod() {
		return this.period;
	}

	public void setPeriod(Duration period) {
		this.period = period;
	}

	void validate() {
		if (this.period.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("tokens.drain.period", this.period,
					"It cannot be negative. Set something like '2s'.");
		}
	}

}
