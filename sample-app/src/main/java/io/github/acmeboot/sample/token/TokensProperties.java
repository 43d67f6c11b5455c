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

package io.github.acmeboot.sample.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configures tokens.
 */
@ConfigurationProperties("tokens")
public class TokensProperties {

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofDays(366);

	/**
	 * Where tokens are kept: 'memory' or 'redis'.
	 */
	private String store = "memory";

	/**
	 * How long a token lives. Whole seconds count.
	 */
	private Duration timeToLive = Duration.ofHours(1);

	/**
	 * How many tokens may be looked up at once.
	 */
	private int maxLookup = 100;

	public String getStore() {
		return this.store;
	}

	public void setStore(String store) {
		this.store = store;
	}

	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	public int getMaxLookup() {
		return this.maxLookup;
	}

	public void setMaxLookup(int maxLookup) {
		this.maxLookup = maxLookup;
	}

	void validate() {
		if (this.timeToLive.compareTo(SHORTEST) < 0 || this.timeToLive.compareTo(LONGEST) > 0) {
			throw new InvalidConfigurationPropertyValueException("tokens.time-to-live", this.timeToLive,
					"A token lives from a second to a year. Set something like '1h'.");
		}
		if (this.maxLookup < 1) {
			throw new InvalidConfigurationPropertyValueException("tokens.max-lookup", this.maxLookup,
					"At least one token has to be looked up at once. Set something like '100'.");
		}
	}

}
