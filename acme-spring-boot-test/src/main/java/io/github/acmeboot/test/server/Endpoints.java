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

package io.github.acmeboot.test.server;

import java.util.Map;
import java.util.Set;

import io.github.acmeboot.test.endpoint.AuthorizationEndpoint;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.endpoint.CertificateEndpoint;
import io.github.acmeboot.test.endpoint.ChallengeEndpoint;
import io.github.acmeboot.test.endpoint.DirectoryEndpoint;
import io.github.acmeboot.test.endpoint.Endpoint;
import io.github.acmeboot.test.endpoint.FinalizeEndpoint;
import io.github.acmeboot.test.endpoint.NewOrderEndpoint;
import io.github.acmeboot.test.endpoint.OrderEndpoint;
import io.github.acmeboot.test.endpoint.RenewalInfoEndpoint;
import io.github.acmeboot.test.endpoint.RevocationEndpoint;
import io.github.acmeboot.test.endpoint.account.AccountEndpoint;
import io.github.acmeboot.test.endpoint.account.KeyChangeEndpoint;
import io.github.acmeboot.test.endpoint.account.NewAccountEndpoint;
import io.github.acmeboot.test.endpoint.account.OrderListEndpoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Which endpoint answers which operation, and with which methods.
 */
final class Endpoints {

	private static final Set<String> POST = Set.of("POST");

	private final Map<Operation, Endpoint> read;

	private final Map<Operation, Endpoint> signed;

	Endpoints(Ca ca) {
		this.read = Map.of(Operation.DIRECTORY, new DirectoryEndpoint(ca), Operation.RENEWAL_INFO,
				new RenewalInfoEndpoint(ca), Operation.NEW_NONCE,
				(call) -> ServerResponse.of("HEAD".equals(call.request().method()) ? 200 : 204));
		this.signed = Map.ofEntries(Map.entry(Operation.NEW_ACCOUNT, new NewAccountEndpoint(ca)),
				Map.entry(Operation.ACCOUNT, new AccountEndpoint(ca)),
				Map.entry(Operation.ORDERS, new OrderListEndpoint(ca)),
				Map.entry(Operation.KEY_CHANGE, new KeyChangeEndpoint(ca)),
				Map.entry(Operation.NEW_ORDER, new NewOrderEndpoint(ca)),
				Map.entry(Operation.ORDER, new OrderEndpoint(ca)),
				Map.entry(Operation.FINALIZE, new FinalizeEndpoint(ca)),
				Map.entry(Operation.AUTHORIZATION, new AuthorizationEndpoint(ca)),
				Map.entry(Operation.CHALLENGE, new ChallengeEndpoint(ca)),
				Map.entry(Operation.CERTIFICATE, new CertificateEndpoint(ca)),
				Map.entry(Operation.REVOKE_CERT, new RevocationEndpoint(ca)));
	}

	Set<String> methods(Operation operation) {
		if (this.signed.containsKey(operation)) {
			return POST;
		}
		return (operation == Operation.NEW_NONCE) ? Set.of("GET", "HEAD") : Set.of("GET");
	}

	boolean has(Operation operation) {
		return this.read.containsKey(operation) || this.signed.containsKey(operation);
	}

	Endpoint of(Operation operation) {
		return this.signed.getOrDefault(operation, this.read.getOrDefault(operation, this::nothing));
	}

	private ServerResponse nothing(Call call) {
		throw call.notFound();
	}

}
