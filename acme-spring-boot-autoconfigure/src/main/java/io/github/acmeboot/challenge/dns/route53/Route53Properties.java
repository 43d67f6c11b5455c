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

package io.github.acmeboot.challenge.dns.route53;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the DNS provider Route 53.
 */
@ConfigurationProperties("acme.challenge.dns.route53")
public class Route53Properties {

	/**
	 * Identifier of the hosted zone of all records. Found by their names by default.
	 */
	private @Nullable String hostedZoneId;

	/**
	 * How long a request may take, with the client's own retries.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	/**
	 * Time to live of a record set that has none yet.
	 */
	private Duration ttl = Duration.ofSeconds(60);

	public @Nullable String getHostedZoneId() {
		return this.hostedZoneId;
	}

	public void setHostedZoneId(@Nullable String hostedZoneId) {
		this.hostedZoneId = hostedZoneId;
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
