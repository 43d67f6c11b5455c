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

package io.github.acmeboot.challenge.dns.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.codec.JsonObject;

/**
 * A stand-in for acme-dns, as its README and its code have it: POST to {@code /update}
 * with {@code X-Api-User} and {@code X-Api-Key}; two values an account, of 43 characters
 * each, of which an update replaces the older one, also when it is the same; one answer,
 * {@code forbidden}, for every mistake in the credentials.
 */
public final class AcmeDnsStandIn implements AutoCloseable {

	private final Map<String, Account> accounts = new ConcurrentHashMap<>();

	private final RecordListener listener;

	private final StandIn standIn;

	public AcmeDnsStandIn(RecordListener listener) {
		this.listener = listener;
		this.standIn = new StandIn(this::answer);
	}

	public StandIn http() {
		return this.standIn;
	}

	public void register(String fullDomain, String subdomain, String username, String password) {
		this.accounts.put(username, new Account(fullDomain, subdomain, password));
	}

	public void update(String fullDomain, String value) {
		this.accounts.values()
			.stream()
			.filter((account) -> account.fullDomain.equals(fullDomain))
			.forEach((account) -> account.update(value, this.listener));
	}

	public List<String> values(String fullDomain) {
		return this.accounts.values()
			.stream()
			.filter((account) -> account.fullDomain.equals(fullDomain))
			.flatMap((account) -> account.values().stream())
			.toList();
	}

	private Reply answer(Received request) {
		if (!request.path().equals("/update") || !request.method().equals("POST")) {
			return Reply.of(404, "404 page not found");
		}
		JsonObject json = request.json();
		Account account = this.accounts.get(request.header("x-api-user"));
		if (account == null || !account.password.equals(request.header("x-api-key"))
				|| !account.subdomain.equals(json.text("subdomain"))) {
			return Reply.of(401, "{\"error\": \"forbidden\"}");
		}
		String value = json.text("txt");
		if (!value.matches("[A-Za-z0-9_-]{43}")) {
			return Reply.of(400, "{\"error\": \"bad_txt\"}");
		}
		account.update(value, this.listener);
		return Reply.of(200, "{\"txt\": \"" + value + "\"}");
	}

	@Override
	public void close() {
		this.standIn.close();
	}

	/**
	 * An account with its two rows.
	 */
	private static final class Account {

		private final String fullDomain;

		private final String subdomain;

		private final String password;

		private final @Nullable String[] rows = new @Nullable String[2];

		private int oldest;

		private Account(String fullDomain, String subdomain, String password) {
			this.fullDomain = fullDomain;
			this.subdomain = subdomain;
			this.password = password;
		}

		private synchronized void update(String value, RecordListener listener) {
			String replaced = this.rows[this.oldest];
			this.rows[this.oldest] = value;
			this.oldest = 1 - this.oldest;
			if (replaced != null && !values().contains(replaced)) {
				listener.changed(this.fullDomain, replaced, false);
			}
			listener.changed(this.fullDomain, value, true);
		}

		private synchronized List<String> values() {
			return Arrays.stream(this.rows).filter(Objects::nonNull).map(String::valueOf).distinct().toList();
		}

	}

}
