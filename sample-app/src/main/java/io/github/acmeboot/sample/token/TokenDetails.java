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
import java.time.Instant;

/**
 * What is known of a token.
 *
 * @param clientId whom it was issued to
 * @param scope what it is good for
 * @param issuedAt when it was issued
 * @param expiresAt when it ends
 */
public record TokenDetails(String clientId, Scope scope, Instant issuedAt, Instant expiresAt) {

	/**
	 * Returns the time from the issue to the end.
	 * @return the time
	 */
	public Duration lifetime() {
		return Duration.between(this.issuedAt, this.expiresAt);
	}

	boolean isActive(Instant now) {
		return now.isBefore(this.expiresAt);
	}

}
