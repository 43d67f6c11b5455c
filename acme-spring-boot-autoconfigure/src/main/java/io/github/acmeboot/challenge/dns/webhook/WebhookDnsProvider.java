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

package io.github.acmeboot.challenge.dns.webhook;

import java.util.Map;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rest.RestAnswer;
import io.github.acmeboot.challenge.dns.rest.RestRequest;
import io.github.acmeboot.challenge.dns.rest.RestService;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * Tells an endpoint of the user's what to add and to remove, in the words of the
 * {@code httpreq} provider of lego in its default mode.
 */
final class WebhookDnsProvider implements DnsProvider {

	private final RestService service;

	private final Map<String, String> headers;

	WebhookDnsProvider(RestService service, Map<String, String> headers) {
		this.service = service;
		this.headers = headers;
	}

	@Override
	public void add(TxtRecord record) {
		post("add " + record + " by the webhook", "/present", record);
	}

	@Override
	public void remove(TxtRecord record) {
		post("remove " + record + " by the webhook", "/cleanup", record);
	}

	private void post(String operation, String path, TxtRecord record) {
		JsonObject body = new JsonObject().with("fqdn", record.name() + ".").with("value", record.value());
		RestAnswer answer = this.service.exchange(operation, RestRequest.post(path, this.headers, body));
		if (!answer.isSuccess()) {
			throw answer.failure(answer.text());
		}
	}

}
