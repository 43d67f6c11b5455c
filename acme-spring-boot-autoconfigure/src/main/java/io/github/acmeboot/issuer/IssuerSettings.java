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

package io.github.acmeboot.issuer;

import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.directory.IssuerDirectory;
import io.github.acmeboot.issuer.order.OrderSettings;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.ratelimit.RateLimitSettings;

/**
 * All there is to know about one issuer.
 *
 * @param client how to reach it
 * @param account what the account is made of
 * @param order how to order from it
 * @param rateLimits which of its limits to keep
 */
record IssuerSettings(AcmeClient.Settings client, AccountSettings account, OrderSettings order,
		RateLimitSettings rateLimits) {

	String name() {
		return this.client.issuer();
	}

	IssuerDirectory.Configured configured() {
		return new IssuerDirectory.Configured(this.account.termsOfServiceAgreed(), this.account.binding().isPresent(),
				this.order.profile());
	}

}
