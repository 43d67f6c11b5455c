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

package io.github.acmeboot.test.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

/**
 * The directory (RFC 8555 section 7.1.1).
 */
public final class DirectoryEndpoint implements Endpoint {

	private static final List<Operation> RESOURCES = List.of(Operation.NEW_NONCE, Operation.NEW_ACCOUNT,
			Operation.NEW_ORDER, Operation.REVOKE_CERT, Operation.KEY_CHANGE);

	private final Ca ca;

	/**
	 * Creates the directory.
	 * @param ca the CA
	 */
	public DirectoryEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Map<String, Object> directory = new LinkedHashMap<>();
		RESOURCES.forEach((operation) -> directory.put(operation.value(), this.ca.urls().of(operation)));
		if (this.ca.behaviour().renewalInfo().isOffered()) {
			directory.put(Operation.RENEWAL_INFO.value(), this.ca.urls().of(Operation.RENEWAL_INFO));
		}
		directory.put("meta", meta());
		return Call.json(200, directory);
	}

	private Map<String, Object> meta() {
		Map<String, Object> meta = new LinkedHashMap<>();
		this.ca.accounts().terms().url().ifPresent((url) -> meta.put("termsOfService", url));
		meta.put("externalAccountRequired", !this.ca.policy().externalAccountKeys().isEmpty());
		if (!this.ca.behaviour().getCaaIdentities().isEmpty()) {
			meta.put("caaIdentities", this.ca.behaviour().getCaaIdentities());
		}
		Map<String, String> profiles = this.ca.behaviour().profiles().descriptions();
		if (!profiles.isEmpty()) {
			meta.put("profiles", profiles);
		}
		return meta;
	}

}
