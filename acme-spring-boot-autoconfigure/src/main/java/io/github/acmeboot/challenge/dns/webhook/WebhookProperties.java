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

import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.acmeboot.challenge.dns.ConfidentialProperties;

/**
 * Configuration of the DNS provider that is an HTTP endpoint.
 */
@ConfigurationProperties("acme.challenge.dns.webhook")
public class WebhookProperties implements ConfidentialProperties {

	/**
	 * URL of the endpoint, below which are '/present' and '/cleanup'.
	 */
	private @Nullable String url;

	/**
	 * User name for basic authentication.
	 */
	private @Nullable String username;

	/**
	 * Password for basic authentication.
	 */
	private @Nullable String password;

	/**
	 * SSL bundle whose trust store verifies the endpoint, and whose key identifies us.
	 */
	private @Nullable String sslBundle;

	/**
	 * How long a request may take, the answer included.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	@Override
	public Stream<@Nullable String> secrets() {
		return Stream.of(this.password);
	}

	public @Nullable String getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable String url) {
		this.url = url;
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

}
