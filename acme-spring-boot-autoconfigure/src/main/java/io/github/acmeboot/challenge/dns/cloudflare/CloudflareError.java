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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.util.List;
import java.util.Set;

import io.github.acmeboot.challenge.dns.rest.RestAnswer;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * One of the reasons Cloudflare gives for a refusal.
 *
 * @param code its number
 * @param message its words
 */
record CloudflareError(int code, String message) {

	private static final Set<Integer> IDENTICAL_RECORD = Set.of(81057, 81058);

	private static final Set<Integer> BAD_TOKEN = Set.of(6003, 6111, 9103, 9106, 9109, 10000, 10001);

	static List<CloudflareError> of(JsonObject answer) {
		return answer.objects("errors")
			.stream()
			.map((error) -> new CloudflareError(error.number("code"), error.text("message")))
			.toList();
	}

	static List<CloudflareError> of(RestAnswer answer) {
		return answer.find(CloudflareError::of).orElse(List.of());
	}

	boolean isIdenticalRecord() {
		return IDENTICAL_RECORD.contains(this.code);
	}

	boolean isBadToken() {
		return BAD_TOKEN.contains(this.code);
	}

	@Override
	public String toString() {
		return this.message + ", code " + this.code;
	}

}
