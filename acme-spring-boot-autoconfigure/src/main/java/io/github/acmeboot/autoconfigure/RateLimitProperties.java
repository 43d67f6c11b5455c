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

package io.github.acmeboot.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.RateLimit;

/**
 * The limits of one CA. Each is a number and the period in which all of it comes back,
 * such as 5/7d, or none. Let's Encrypt's own are the default for its directories; no
 * limits are known of other CAs.
 */
public class RateLimitProperties {

	/**
	 * Whether an order that would cross a limit of this CA is held back.
	 */
	private boolean enabled = true;

	/**
	 * New accounts, as 10/3h, or none for no limit.
	 */
	private @Nullable RateLimit newAccounts;

	/**
	 * New orders, renewals of the same names not counted.
	 */
	private @Nullable RateLimit newOrders;

	/**
	 * Certificates with names of the same registered domain, renewals of the same names
	 * not counted.
	 */
	private @Nullable RateLimit certificatesPerDomain;

	/**
	 * Certificates for exactly the same names, renewals counted.
	 */
	private @Nullable RateLimit certificatesPerIdentifierSet;

	/**
	 * Failed validations of one name.
	 */
	private @Nullable RateLimit failedAuthorizations;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable RateLimit getNewAccounts() {
		return this.newAccounts;
	}

	public void setNewAccounts(@Nullable RateLimit newAccounts) {
		this.newAccounts = newAccounts;
	}

	public @Nullable RateLimit getNewOrders() {
		return this.newOrders;
	}

	public void setNewOrders(@Nullable RateLimit newOrders) {
		this.newOrders = newOrders;
	}

	public @Nullable RateLimit getCertificatesPerDomain() {
		return this.certificatesPerDomain;
	}

	public void setCertificatesPerDomain(@Nullable RateLimit certificatesPerDomain) {
		this.certificatesPerDomain = certificatesPerDomain;
	}

	public @Nullable RateLimit getCertificatesPerIdentifierSet() {
		return this.certificatesPerIdentifierSet;
	}

	public void setCertificatesPerIdentifierSet(@Nullable RateLimit certificatesPerIdentifierSet) {
		this.certificatesPerIdentifierSet = certificatesPerIdentifierSet;
	}

	public @Nullable RateLimit getFailedAuthorizations() {
		return this.failedAuthorizations;
	}

	public void setFailedAuthorizations(@Nullable RateLimit failedAuthorizations) {
		this.failedAuthorizations = failedAuthorizations;
	}

}
