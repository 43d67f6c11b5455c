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

import java.util.Map;

import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;
import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * Tells when a certificate should be renewed (RFC 9773).
 */
public final class RenewalInfoEndpoint implements Endpoint {

	private static final String RETRY_AFTER = "21600";

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
		CaCertificate certificate = this.ca.certificates().findByRenewalId(call.id()).orElseThrow(call::notFound);
		RenewalWindow window = window(certificate);
		return Call
			.json(200,
					Map.of("suggestedWindow",
							Map.of("start", window.start().toString(), "end", window.end().toString())))
			.withHeader("Retry-After", RETRY_AFTER);
	}

	private RenewalWindow window(CaCertificate certificate) {
		if (certificate.revocation().isPresent()) {
			return new RenewalWindow(this.ca.now().minusSeconds(3600), this.ca.now().minusSeconds(1));
		}
		return this.ca.behaviour().renewalWindow(certificate.leaf());
	}

}
