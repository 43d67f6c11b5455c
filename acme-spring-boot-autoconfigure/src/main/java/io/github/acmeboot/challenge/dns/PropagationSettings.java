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

package io.github.acmeboot.challenge.dns;

import java.time.Duration;

/**
 * How long to wait for records.
 *
 * @param enabled whether the authoritative servers are asked
 * @param timeout how long a record may take to become visible
 * @param interval the time between two looks
 * @param delay how long to wait after a record is visible
 */
record PropagationSettings(boolean enabled, Duration timeout, Duration interval, Duration delay) {

	/**
	 * Returns how long it may take until the CA can be told to look.
	 * @return the longest wait
	 */
	Duration longest() {
		return this.enabled ? this.timeout.plus(this.delay) : this.delay;
	}

}
