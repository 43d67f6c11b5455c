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

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

import io.github.acmeboot.challenge.dns.ConfidentialProperties;

/**
 * Configuration of the DNS provider acme-dns.
 */
@ConfigurationProperties("acme.challenge.dns.acmedns")
public class AcmeDnsProperties implements ConfidentialProperties {

	/**
	 * URL of the server's HTTP interface.
	 */
	private @Nullable String url;

	/**
	 * Accounts registered at the server, by names of your choice.
	 */
	private final Map<String, Account> accounts = new LinkedHashMap<>();

	/**
	 * File of further accounts, in the JSON that lego and acme-dns-client write.
	 */
	private @Nullable Path accountsFile;

	/**
	 * SSL bundle whose trust store verifies the server.
	 */
	private @Nullable String sslBundle;

	/**
	 * How long a request may take, the answer included.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	@Override
	public Stream<@Nullable String> secrets() {
		return this.accounts.values().stream().map(Account::getPassword);
	}

	public @Nullable String getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable String url) {
		this.url = url;
	}

	public Map<String, Account> getAccounts() {
		return this.accounts;
	}

	public @Nullable Path getAccountsFile() {
		return this.accountsFile;
	}

	public void setAccountsFile(@Nullable Path accountsFile) {
		this.accountsFile = accountsFile;
	}

	public @Nullable String getSslBundle() {
		return this.sslBundle;
	}

	public void setSslBundle(@Nullable String sslBundle) {
		this.sslBundle = sslBundle;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * An account, as the server answered its registration.
	 */
	@ConfigurationPropertiesSource
	public static class Account {

		/**
		 * Name the account's TXT records have, to which the CNAME leads.
		 */
		private @Nullable String fullDomain;

		/**
		 * Name of the account at the server. The first label of the full domain by
		 * default.
		 */
		private @Nullable String subdomain;

		/**
		 * User name.
		 */
		private @Nullable String username;

		/**
		 * Password.
		 */
		private @Nullable String password;

		public @Nullable String getFullDomain() {
			return this.fullDomain;
		}

		public void setFullDomain(@Nullable String fullDomain) {
			this.fullDomain = fullDomain;
		}

		public @Nullable String getSubdomain() {
			return this.subdomain;
		}

		public void setSubdomain(@Nullable String subdomain) {
			this.subdomain = subdomain;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

	}

}
