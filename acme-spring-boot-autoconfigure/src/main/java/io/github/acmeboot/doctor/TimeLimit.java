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

package io.github.acmeboot.doctor;

import java.time.Duration;

/**
 * How long an examination may take.
 *
 * @param duration the duration
 * @param property the property that sets it
 */
record TimeLimit(Duration duration, String property) {

	/**
	 * The property of a look that somebody asks for.
	 */
	static final String ASKED_FOR = "acme.doctor.timeout";

	/**
	 * The property of a look at all certificates.
	 */
	static final String TOTAL = "acme.doctor.total-timeout";

	String remedy() {
		return "Look at what is slow; '" + this.property + "' gives it more time.";
	}

	String text() {
		return this.duration.toMillis() / 1000.0 + " s";
	}

}
