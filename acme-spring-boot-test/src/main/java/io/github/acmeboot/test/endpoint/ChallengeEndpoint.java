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
import io.github.acmeboot.test.ca.Challenge;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Shows and triggers a challenge (RFC 8555 section 7.5.1).
 */
public final class ChallengeEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public ChallengeEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Authorization authorization = this.ca.orders().findByChallenge(call.id()).orElseThrow(call::notFound);
		call.checkOwner(authorization.getAccount());
		Challenge challenge = authorization.getChallenges()
			.stream()
			.filter((one) -> one.getId().equals(call.id()))
			.findFirst()
			.orElseThrow(call::notFound);
		if (!call.signed().isPostAsGet()) {
			trigger(call, authorization, challenge);
		}
		return Call.json(200, challenge.document(this.ca.urls()))
			.withHeader("Link",
					"<" + this.ca.urls().of(Operation.AUTHORIZATION, authorization.getId()) + ">;rel=\"up\"");
	}

	private void trigger(Call call, Authorization authorization, Challenge challenge) {
		if (!call.signed().json().members().isEmpty()) {
			throw malformed("The payload that triggers a challenge is {}");
		}
		Status status = authorization.status(this.ca.now());
		if (status != Status.PENDING && status != Status.VALID) {
			throw malformed("The authorization is '" + status.value() + "'");
		}
		if (challenge.trigger()) {
			this.ca.validations().start(authorization, challenge);
		}
	}

	private ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
