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

package io.github.acmeboot.renewal.account;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;

/**
 * What can be done to the accounts at the CAs, by one instance at a time. Safe for use by
 * several threads.
 */
public final class AccountOperations {

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private final @Nullable IssuerAccounts accounts;

	private final AcmeLock lock;

	/**
	 * Creates the operations.
	 * @param accounts the accounts, or {@code null} where the issuer has none
	 * @param lock keeps the other instances from doing the same
	 */
	public AccountOperations(@Nullable IssuerAccounts accounts, AcmeLock lock) {
		this.accounts = accounts;
		this.lock = lock;
	}

	/**
	 * Returns how the accounts stand.
	 * @return the accounts, none if the issuer has none
	 */
	public List<AccountStatus> all() {
		return (this.accounts != null) ? this.accounts.all() : List.of();
	}

	/**
	 * Changes an account.
	 * @param issuer the name of the issuer
	 * @param change what to do
	 * @return how it stands now
	 * @throws AcmeException if another instance is at it, or the change fails
	 */
	public AccountStatus change(String issuer, Function<IssuerAccounts, AccountStatus> change) {
		if (this.accounts == null) {
			throw new IllegalArgumentException("There is no issuer '" + issuer + "' with an account");
		}
		String name = "account/" + this.accounts.directory(issuer);
		try (Lease lease = this.lock.tryAcquire(name, TIME_TO_LIVE).orElse(null)) {
			if (lease == null) {
				throw new AcmeException(AcmeException.Reason.INTERRUPTED,
						"Somebody else is changing the account at the issuer '" + issuer + "' now. Ask again later.");
			}
			return change.apply(this.accounts);
		}
	}

}
