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

import io.github.acmeboot.test.ca.Authorization;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * Shows and deactivates an authorization (RFC 8555 section 7.5).
 */
public final class AuthorizationEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public AuthorizationEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Authorization authorization = this.ca.orders().findAuthorization(call.id()).orElseThrow(call::notFound);
		call.checkOwner(authorization.getAccount());
		boolean update = !call.signed().isPostAsGet();
		if (update && call.signed().json().string("status").filter("deactivated"::equals).isPresent()) {
			authorization.deactivate();
		}
		ServerResponse response = Call.json(200, authorization.document(this.ca.urls(), this.ca.now()));
		return authorization.isProcessing() ? OrderEndpoint.withRetryAfter(this.ca, response) : response;
	}

}
