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

package io.github.acmeboot.challenge.dns.standin;

import java.util.Map;

/**
 * What a stand-in answers.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 * @param manner how it is sent
 */
public record Reply(int status, Map<String, String> headers, String body, Manner manner) {

	public static Reply of(int status, String body) {
		return new Reply(status, Map.of("Content-Type", "application/json"), body, Manner.WHOLE);
	}

	public Reply with(String header, String value) {
		return new Reply(this.status, Map.of(header, value), this.body, this.manner);
	}

	public Reply stalled() {
		return new Reply(this.status, this.headers, this.body, Manner.STALLED);
	}

	public Reply dropped() {
		return new Reply(this.status, this.headers, this.body, Manner.DROPPED);
	}

	/**
	 * How an answer is sent.
	 */
	public enum Manner {

		/**
		 * As it should be.
		 */
		WHOLE,

		/**
		 * The end of the body does not come before the stand-in is closed.
		 */
		STALLED,

		/**
		 * The connection is closed in the middle of the body.
		 */
		DROPPED

	}

}
