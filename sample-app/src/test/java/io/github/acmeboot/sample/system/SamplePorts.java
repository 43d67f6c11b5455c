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

package io.github.acmeboot.sample.system;

import java.util.Map;

import io.github.acmeboot.testsupport.FreePort;

/**
 * The ports of an instance.
 *
 * @param https where it serves
 * @param http01 where it answers the CA
 * @param management where it answers operators
 */
record SamplePorts(int https, int http01, int management) {

	static SamplePorts choose() {
		return new SamplePorts(FreePort.next(), FreePort.next(), FreePort.next());
	}

	Map<String, String> environment() {
		return Map.of("SERVER_PORT", String.valueOf(this.https), "ACME_CHALLENGE_HTTP_PORT",
				String.valueOf(this.http01), "MANAGEMENT_SERVER_PORT", String.valueOf(this.management));
	}

}
