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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.acmeboot.challenge.dns.ConfidentialProperties;

/**
 * Configuration of the DNS provider Cloudflare.
 */
@ConfigurationProperties("acme.challenge.dns.cloudflare")
public class CloudflareProperties implements ConfidentialProperties {

	/**
	 * API token that may edit the DNS records of the zones.
	 */
	private @Nullable String apiToken;

	/**
	 * API token that may read the zones, if the other one may not.
	 */
	private @Nullable String zoneToken;

	/**
	 * Identifier of the zone of all records. Found by their names by default.
	 */
	private @Nullable String zoneId;

	/**
	 * URL of the API.
	 */
	private String baseUrl = "https://api.cloudflare.com/client/v4";

	/**
	 * How long a request may take, the answer included.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	/**
	 * Time to live of the records.
	 */
	private Duration ttl = Duration.ofSeconds(60);

	@Override
	public Stream<@Nullable String> secrets() {
		return Stream.of(this.apiToken, this.zoneToken);
	}

	public @Nullable String getApiToken() {
		return this.apiToken;
	}

	public void setApiToken(@Nullable String apiToken) {
		this.apiToken = apiToken;
	}

	public @Nullable String getZoneToken() {
		return this.zoneToken;
	}

	public void setZoneToken(@Nullable String zoneToken) {
		this.zoneToken = zoneToken;
	}

	public @Nullable String getZoneId() {
		return this.zoneId;
	}

	public void setZoneId(@Nullable String zoneId) {
		this.zoneId = zoneId;
	}

	public String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public Duration getTtl() {
		return this.ttl;
	}

	public void setTtl(Duration ttl) {
		this.ttl = ttl;
	}

}
