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

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells whether the store answers. Without it no request can be served, so it decides on
 * readiness; restarting the application would not help, so it does not on liveness.
 */
final class TokenStoreHealthIndicator implements HealthIndicator {

	private final TokenService service;

	private final String type;

	TokenStoreHealthIndicator(TokenService service, String type) {
		this.service = service;
		this.type = type;
	}

	@Override
	public Health health() {
		try {
			this.service.probe();
			return Health.up().withDetail("type", this.type).build();
		}
		catch (TokenStoreException ex) {
			return Health.down().withDetail("type", this.type).withDetail("error", ex.getMessage()).build();
		}
	}

}
