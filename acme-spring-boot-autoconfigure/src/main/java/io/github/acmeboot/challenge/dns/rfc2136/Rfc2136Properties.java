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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.acmeboot.challenge.dns.ConfidentialProperties;

/**
 * Configuration of DNS updates.
 */
@ConfigurationProperties("acme.challenge.dns.rfc2136")
public class Rfc2136Properties implements ConfidentialProperties {

	/**
	 * Primary server of the zones, as a host with an optional port. It is asked by TCP.
	 */
	private @Nullable String server;

	/**
	 * Zone to update. Found by asking the server by default.
	 */
	private @Nullable String zone;

	/**
	 * How long one change may take, with finding the zone.
	 */
	private Duration timeout = Duration.ofSeconds(10);

	/**
	 * Time to live of the records.
	 */
	private Duration ttl = Duration.ofSeconds(60);

	private final Tsig tsig = new Tsig();

	public @Nullable String getServer() {
		return this.server;
	}

	public void setServer(@Nullable String server) {
		this.server = server;
	}

	public @Nullable String getZone() {
		return this.zone;
	}

	public void setZone(@Nullable String zone) {
		this.zone = zone;
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

	public Tsig getTsig() {
		return this.tsig;
	}

	@Override
	public Stream<@Nullable String> secrets() {
		return Stream.of(this.tsig.getSecret());
	}

	/**
	 * The key that signs updates and verifies answers.
	 */
	public static class Tsig {

		/**
		 * Name of the key that signs updates and verifies answers. Updates are not signed
		 * by default.
		 */
		private @Nullable String keyName;

		/**
		 * Secret of the key, base64.
		 */
		private @Nullable String secret;

		/**
		 * Algorithm of the key: hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384 or
		 * hmac-sha512.
		 */
		private Algorithm algorithm = Algorithm.HMAC_SHA256;

		public @Nullable String getKeyName() {
			return this.keyName;
		}

		public void setKeyName(@Nullable String keyName) {
			this.keyName = keyName;
		}

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

		public Algorithm getAlgorithm() {
			return this.algorithm;
		}

		public void setAlgorithm(Algorithm algorithm) {
			this.algorithm = algorithm;
		}

	}

	/**
	 * Algorithms of keys (RFC 8945 section 6).
	 */
	public enum Algorithm {

		/**
		 * HMAC with SHA-1, not recommended any more.
		 */
		HMAC_SHA1,

		/**
		 * HMAC with SHA-224.
		 */
		HMAC_SHA224,

		/**
		 * HMAC with SHA-256.
		 */
		HMAC_SHA256,

		/**
		 * HMAC with SHA-384.
		 */
		HMAC_SHA384,

		/**
		 * HMAC with SHA-512.
		 */
		HMAC_SHA512

	}

}
