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

import java.util.HashSet;
import java.util.List;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.ca.CaBehaviour;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.pki.CertificateRequest;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.ratelimit.Purchase;

/**
 * Finalizes orders (RFC 8555 section 7.4).
 */
public final class FinalizeEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public FinalizeEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Order order = this.ca.orders().find(call.id()).orElseThrow(call::notFound);
		call.checkOwner(order.getAccount());
		CertificateRequest request = CertificateRequest.parse(call.signed().json().requiredString("csr"));
		synchronized (order) {
			checkReady(order);
			check(request, order);
			issue(order, request);
		}
		return OrderEndpoint.answer(this.ca, order);
	}

	private void issue(Order order, CertificateRequest request) {
		CaBehaviour behaviour = this.ca.behaviour();
		Purchase purchase = this.ca.purchase(order.getAccount(), order.getTerms());
		order.finalizeWith(this.ca.certificates().issue(order, request.key()), behaviour.getSlowOrderPolls(),
				this.ca.now().plus(behaviour.getIssuanceDelay()));
		this.ca.rateLimiter().certificateIssued(purchase);
		if (!this.ca.policy().asynchronous() && !behaviour.isOrdersHeld()) {
			order.progress(this.ca.now());
		}
	}

	private void checkReady(Order order) {
		Status status = order.status(this.ca.now());
		if (status != Status.READY) {
			throw new ProblemException(ProblemType.ORDER_NOT_READY, "The order is '" + status.value() + "'");
		}
	}

	private void check(CertificateRequest request, Order order) {
		List<Identifier> ordered = order.getTerms().identifiers();
		if (!request.identifiers().equals(new HashSet<>(ordered))) {
			throw badCsr("The CSR is for " + request.identifiers() + ", the order for " + ordered);
		}
		if (request.key().equals(order.getAccount().getKey().getKey())) {
			throw badCsr("The key of the CSR is the account's key");
		}
		if (this.ca.certificates().isCompromised(request.key())) {
			throw badCsr("The key of the CSR was compromised: a certificate with it was revoked for that reason");
		}
	}

	private ProblemException badCsr(String detail) {
		return new ProblemException(ProblemType.BAD_CSR, detail);
	}

}
