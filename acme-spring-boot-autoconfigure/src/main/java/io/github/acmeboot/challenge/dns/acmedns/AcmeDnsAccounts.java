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

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * The accounts at acme-dns, found by the names of the records they hold.
 */
final class AcmeDnsAccounts {

	private static final int SHOWN = 10;

	private final List<AcmeDnsAccount> configured;

	private final Supplier<List<AcmeDnsAccount>> further;

	AcmeDnsAccounts(List<AcmeDnsAccount> configured, Supplier<List<AcmeDnsAccount>> further) {
		this.configured = configured;
		this.further = further;
	}

	/**
	 * Finds the account of a record.
	 * @param record the record
	 * @return the account
	 * @throws AcmeException if there is none
	 */
	AcmeDnsAccount of(TxtRecord record) {
		List<AcmeDnsAccount> all = Stream.concat(this.configured.stream(), this.further.get().stream()).toList();
		return all.stream()
			.filter((account) -> account.record().equals(record.name()))
			.findFirst()
			.orElseThrow(() -> missing(record, all));
	}

	private static AcmeException missing(TxtRecord record, List<AcmeDnsAccount> accounts) {
		String targets = accounts.stream()
			.filter((account) -> account.isMeantFor(record))
			.findFirst()
			.map((account) -> "'" + account.record() + ".'")
			.orElseGet(() -> "the 'full-domain' of its account, which is one of: " + list(accounts));
		return new AcmeException(Reason.CONFIGURATION,
				"Unable to add " + record + " by acme-dns: no account holds a record of that name. In the zone of '"
						+ record.name() + "', set the CNAME '" + record.name() + ".' to " + targets
						+ ". If that is set, name the account where it leads in 'acme.challenge.dns.acmedns.accounts'.",
				null, null, List.of(), null, Reason.CONFIGURATION.remedy(), false);
	}

	private static String list(List<AcmeDnsAccount> accounts) {
		String some = accounts.stream().limit(SHOWN).map(AcmeDnsAccount::toString).collect(Collectors.joining(", "));
		return (accounts.size() > SHOWN) ? some + ", …" : some;
	}

}
