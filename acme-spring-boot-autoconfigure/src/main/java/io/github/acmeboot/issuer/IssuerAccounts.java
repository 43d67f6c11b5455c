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

import java.net.URI;
import java.util.List;

import io.github.acmeboot.AcmeException;

/**
 * The accounts at the CAs, and what can be done to them. An account belongs to a
 * directory: issuers with the same directory share it. Whoever changes one sees to it
 * that nobody else does so at the same time. Safe for use by several threads.
 */
public interface IssuerAccounts {

	/**
	 * Returns how the accounts stand. No CA is asked.
	 * @return the accounts in the order of the configuration
	 */
	List<AccountStatus> all();

	/**
	 * Returns where an issuer is.
	 * @param issuer the name of the issuer
	 * @return the URL of its directory
	 * @throws IllegalArgumentException if there is no such issuer
	 */
	URI directory(String issuer);

	/**
	 * Gives an account another key (RFC 8555 section 7.3.5).
	 * @param issuer the name of the issuer
	 * @return how it stands now
	 * @throws AcmeException if the key is not changed; to ask again completes what was
	 * begun
	 */
	AccountStatus rollKey(String issuer);

	/**
	 * Tells the CA the contact address (RFC 8555 section 7.3.2), and once more that its
	 * terms of service are agreed to if the configuration says so.
	 * @param issuer the name of the issuer
	 * @return how it stands now
	 * @throws AcmeException if the CA refuses
	 */
	AccountStatus update(String issuer);

	/**
	 * Deactivates an account for ever (RFC 8555 section 7.3.6). Nothing is ordered there
	 * from then on.
	 * @param issuer the name of the issuer
	 * @return how it stands now
	 * @throws AcmeException if the CA cannot be asked; nothing is ordered there all the
	 * same, and to ask again completes what was begun
	 */
	AccountStatus deactivate(String issuer);

	/**
	 * Makes an account, if there is none or it was deactivated.
	 * @param issuer the name of the issuer
	 * @return how it stands now
	 * @throws AcmeException if there is one in use, or the CA refuses
	 */
	AccountStatus open(String issuer);

}
