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

package io.github.acmeboot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.autoconfigure.AcmeProperties.Renewal;
import io.github.acmeboot.autoconfigure.AcmeProperties.Retry;
import io.github.acmeboot.autoconfigure.IssuerProperties.Timeouts;

/**
 * Refuses times and numbers that make no sense.
 */
final class TimingValidator {

	void validate(AcmeProperties properties) {
		validate("acme.timeouts", properties.getTimeouts());
		properties.getIssuers()
			.forEach((name, issuer) -> validate(PropertyNames.issuer(name) + ".timeouts", issuer.getTimeouts()));
		validate("acme.renewal", properties.getRenewal());
		positive("acme.store.refresh-interval", properties.getStore().getRefreshInterval());
		Duration wait = properties.getStartup().getWait();
		check("acme.startup.wait", wait, !wait.isNegative(), "Use '0s' to wait for nothing, or a positive duration.");
	}

	private void validate(String property, Timeouts timeouts) {
		positive(property + ".connect", timeouts.getConnect());
		positive(property + ".read", timeouts.getRead());
		positive(property + ".authorization", timeouts.getAuthorization());
		positive(property + ".order", timeouts.getOrder());
	}

	private void validate(String property, Renewal renewal) {
		Retry retry = renewal.getRetry();
		positive(property + ".check-interval", renewal.getCheckInterval());
		positive(property + ".retry.initial-interval", retry.getInitialInterval());
		positive(property + ".retry.max-interval", retry.getMaxInterval());
		check(property + ".retry.max-attempts", retry.getMaxAttempts(), retry.getMaxAttempts() >= 1,
				"The first attempt counts: use '1' for no retry, or more.");
		check(property + ".retry.multiplier", retry.getMultiplier(), retry.getMultiplier() >= 1,
				"The wait must not shrink: use '1' for equal waits, or more.");
	}

	private void positive(String property, @Nullable Duration duration) {
		if (duration != null) {
			check(property, duration, !duration.isNegative() && !duration.isZero(),
					"The duration must be more than zero, such as '30s'.");
		}
	}

	private void check(String property, Object value, boolean valid, String remedy) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(property, value, remedy);
		}
	}

}
