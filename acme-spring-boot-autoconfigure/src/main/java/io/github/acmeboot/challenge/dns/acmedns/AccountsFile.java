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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * A file of accounts as lego and acme-dns-client write it: an object with the accounts by
 * their domains. Read each time, since accounts are added while we run.
 */
final class AccountsFile implements Supplier<List<AcmeDnsAccount>> {

	static final String PROPERTY = "acme.challenge.dns.acmedns.accounts-file";

	private final @Nullable Path path;

	AccountsFile(@Nullable Path path) {
		this.path = path;
	}

	@Override
	public List<AcmeDnsAccount> get() {
		Path file = this.path;
		if (file == null) {
			return List.of();
		}
		try {
			JsonObject accounts = JsonObject.parse(Files.readAllBytes(file));
			return accounts.names().stream().map((domain) -> account(domain, accounts)).toList();
		}
		catch (IllegalArgumentException ex) {
			throw failure(file, String.valueOf(ex.getMessage()), ex);
		}
		catch (IOException ex) {
			throw failure(file, ex.getClass().getSimpleName(), ex);
		}
	}

	private static AcmeDnsAccount account(String domain, JsonObject accounts) {
		JsonObject account = accounts.optionalObject(domain);
		if (account == null) {
			throw new IllegalArgumentException("its '" + domain + "' is empty");
		}
		return AcmeDnsAccount.of(domain, account.text("fulldomain"), account.text("subdomain"),
				account.text("username"), account.text("password"));
	}

	private static AcmeException failure(Path file, String why, Exception cause) {
		return new AcmeException(
				Reason.CONFIGURATION, "Unable to read the accounts of acme-dns in '" + file + "': " + why
						+ ". Correct the file, or '" + PROPERTY + "'.",
				cause, null, List.of(), null, Reason.CONFIGURATION.remedy(), false);
	}

}
