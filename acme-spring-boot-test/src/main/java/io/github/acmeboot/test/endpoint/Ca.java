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

import java.time.Instant;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Accounts;
import io.github.acmeboot.test.ca.CaBehaviour;
import io.github.acmeboot.test.ca.CaPolicy;
import io.github.acmeboot.test.ca.Certificates;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.ca.Orders;
import io.github.acmeboot.test.ca.Validations;
import io.github.acmeboot.test.protocol.Nonces;
import io.github.acmeboot.test.protocol.Urls;
import io.github.acmeboot.test.ratelimit.Purchase;
import io.github.acmeboot.test.ratelimit.RateLimiter;

/**
 * A whole CA.
 *
 * @param urls the URLs of its resources
 * @param policy what it demands
 * @param behaviour how it behaves
 * @param accounts its accounts
 * @param orders its orders
 * @param certificates its certificates
 * @param validations its validations
 * @param nonces its nonces
 * @param rateLimiter its limits
 */
public record Ca(Urls urls, CaPolicy policy, CaBehaviour behaviour, Accounts accounts, Orders orders,
		Certificates certificates, Validations validations, Nonces nonces, RateLimiter rateLimiter) {

	/**
	 * Returns the present.
	 * @return what the CA's clock shows
	 */
	public Instant now() {
		return this.policy.clock().instant();
	}

	Purchase purchase(Account account, Order.Terms terms) {
		return new Purchase(account.getId(), terms.identifiers(), kind(terms));
	}

	private Purchase.Kind kind(Order.Terms terms) {
		if (terms.replaces().isPresent()) {
			return Purchase.Kind.REPLACEMENT;
		}
		boolean known = this.certificates.areIssuedFor(terms.identifiers());
		return known ? Purchase.Kind.RENEWAL : Purchase.Kind.NEW;
	}

}
