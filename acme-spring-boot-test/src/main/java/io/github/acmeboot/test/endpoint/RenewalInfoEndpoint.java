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

import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.ca.RenewalInfoBehaviour;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * Tells when a certificate should be renewed (RFC 9773).
 */
public final class RenewalInfoEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public RenewalInfoEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		RenewalInfoBehaviour behaviour = this.ca.behaviour().renewalInfo();
		if (!behaviour.isOffered()) {
			throw call.notFound();
		}
		CaCertificate certificate = this.ca.certificates().findByRenewalId(call.id()).orElseThrow(call::notFound);
		ServerResponse response = Call.json(200, behaviour.document(certificate, this.ca.now()));
		String retryAfter = behaviour.getRetryAfter();
		return retryAfter.isEmpty() ? response : response.withHeader(RetryAfter.HEADER, retryAfter);
	}

}
