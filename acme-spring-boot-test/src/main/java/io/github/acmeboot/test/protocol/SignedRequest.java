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

package io.github.acmeboot.test.protocol;

import java.util.Optional;

import org.jose4j.jwk.PublicJsonWebKey;

/**
 * A request whose signature, nonce and URL have been verified.
 *
 * @param key the key that signed it
 * @param account the URL of the account, unless the request carries the key itself
 * @param payload the payload, empty for a POST-as-GET
 */
public record SignedRequest(PublicJsonWebKey key, Optional<String> account, String payload) {

	/**
	 * Returns whether this is a POST-as-GET.
	 * @return whether there is no payload
	 */
	public boolean isPostAsGet() {
		return this.payload.isEmpty();
	}

	/**
	 * Returns the payload.
	 * @return the JSON object
	 */
	public JsonObject json() {
		return JsonObject.parse(this.payload, "The payload");
	}

}
