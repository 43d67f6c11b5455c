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

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rest.RestAnswer;
import io.github.acmeboot.challenge.dns.rest.RestRequest;
import io.github.acmeboot.challenge.dns.rest.RestService;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * Updates TXT records at acme-dns. Nothing can be removed there: the server keeps the
 * last two values of an account.
 */
final class AcmeDnsProvider implements DnsProvider {

	private final Map<String, PresentValues> present = new ConcurrentHashMap<>();

	private final RestService service;

	private final AcmeDnsAccounts accounts;

	private final Clock clock;

	AcmeDnsProvider(RestService service, AcmeDnsAccounts accounts, Clock clock) {
		this.service = service;
		this.accounts = accounts;
		this.clock = clock;
	}

	@Override
	public void add(TxtRecord record) {
		AcmeDnsAccount account = this.accounts.of(record);
		present(record).add(record, () -> update(account, record));
	}

	@Override
	public void remove(TxtRecord record) {
		present(record).remove(record);
	}

	private PresentValues present(TxtRecord record) {
		return this.present.computeIfAbsent(record.name(), (name) -> new PresentValues(this.clock));
	}

	private void update(AcmeDnsAccount account, TxtRecord record) {
		JsonObject body = new JsonObject().with("subdomain", account.subdomain()).with("txt", record.value());
		RestAnswer answer = this.service.exchange(
				"add " + record + " by the account '" + account.name() + "' of acme-dns",
				RestRequest.post("/update", account.headers(), body));
		if (!answer.isSuccess()) {
			throw answer.failure(answer.find((json) -> json.text("error")).orElseGet(answer::text));
		}
	}

}
