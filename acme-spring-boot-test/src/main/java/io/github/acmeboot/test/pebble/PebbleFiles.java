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

package io.github.acmeboot.test.pebble;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jose4j.json.JsonUtil;

import io.github.acmeboot.test.pki.ListenerIdentity;

/**
 * The files Pebble needs, by name.
 */
final class PebbleFiles {

	static final String CONFIG = "pebble.json";

	private static final String CERTIFICATE = "listener.pem";

	private static final String KEY = "listener-key.pem";

	private final ListenerIdentity identity = new ListenerIdentity(Instant.now());

	ListenerIdentity identity() {
		return this.identity;
	}

	Map<String, String> contents(String directory, Map<String, Object> settings) {
		Map<String, Object> pebble = new LinkedHashMap<>(settings);
		pebble.put("certificate", directory + "/" + CERTIFICATE);
		pebble.put("privateKey", directory + "/" + KEY);
		return Map.of(CERTIFICATE, this.identity.certificatePem(), KEY, this.identity.keyPem(), CONFIG,
				JsonUtil.toJson(Map.of("pebble", pebble)));
	}

}
