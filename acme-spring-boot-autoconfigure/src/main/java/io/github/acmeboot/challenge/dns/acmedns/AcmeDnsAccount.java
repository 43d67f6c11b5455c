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

package io.github.acmeboot.challenge.dns.acmedns;

import java.util.Map;

import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * An account at acme-dns. Never shows its password.
 *
 * @param name what the account is called in the configuration, often the domain
 * @param record the name of its TXT records
 * @param subdomain the name of the account at the server
 * @param username its user name
 * @param password its password
 */
record AcmeDnsAccount(String name, String record, String subdomain, String username, String password) {

	static AcmeDnsAccount of(String name, String fullDomain, String subdomain, String username, String password) {
		return new AcmeDnsAccount(name, new TxtRecord(fullDomain.strip(), "").name(), subdomain.strip(),
				username.strip(), password.strip());
	}

	Map<String, String> headers() {
		return Map.of("X-Api-User", this.username, "X-Api-Key", this.password);
	}

	/**
	 * Returns whether a challenge is probably meant for this account, and only the CNAME
	 * is missing.
	 * @param challenge the name of a record
	 * @return whether the account is called like it
	 */
	boolean isMeantFor(TxtRecord challenge) {
		return challenge.name().equals("_acme-challenge." + this.name);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.record + ")";
	}

}
