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

package io.github.acmeboot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Configuration of one CA.
 */
@ConfigurationPropertiesSource
public class IssuerProperties {

	/**
	 * Where the CA's directory is: acme://letsencrypt.org,
	 * acme://letsencrypt.org/staging, or any https:// URL.
	 */
	private String directoryUrl = "acme://letsencrypt.org";

	/**
	 * Contact address of the account, without mailto:.
	 */
	private @Nullable String email;

	/**
	 * Whether you agree to the CA's terms of service. Required, never assumed.
	 */
	private boolean termsOfServiceAgreed;

	private final ExternalAccountBinding externalAccountBinding = new ExternalAccountBinding();

	/**
	 * Profile of this CA's certificates that name none.
	 */
	private @Nullable String profile;

	/**
	 * Common name of an issuer to look for in the chains the CA offers.
	 */
	private @Nullable String preferredChain;

	/**
	 * SSL bundle whose trust store verifies a private CA's directory.
	 */
	private @Nullable String sslBundle;

	/**
	 * Timeouts of this issuer, those of all issuers by default.
	 */
	@NestedConfigurationProperty
	private final Timeouts timeouts = new Timeouts();

	/**
	 * Limits of this CA.
	 */
	@NestedConfigurationProperty
	private final RateLimitProperties rateLimits = new RateLimitProperties();

	public String getDirectoryUrl() {
		return this.directoryUrl;
	}

	public void setDirectoryUrl(String directoryUrl) {
		this.directoryUrl = directoryUrl;
	}

	public @Nullable String getEmail() {
		return this.email;
	}

	public void setEmail(@Nullable String email) {
		this.email = email;
	}

	public boolean isTermsOfServiceAgreed() {
		return this.termsOfServiceAgreed;
	}

	public void setTermsOfServiceAgreed(boolean termsOfServiceAgreed) {
		this.termsOfServiceAgreed = termsOfServiceAgreed;
	}

	public ExternalAccountBinding getExternalAccountBinding() {
		return this.externalAccountBinding;
	}

	public @Nullable String getProfile() {
		return this.profile;
	}

	public void setProfile(@Nullable String profile) {
		this.profile = profile;
	}

	public @Nullable String getPreferredChain() {
		return this.preferredChain;
	}

	public void setPreferredChain(@Nullable String preferredChain) {
		this.preferredChain = preferredChain;
	}

	public @Nullable String getSslBundle() {
		return this.sslBundle;
	}

	public void setSslBundle(@Nullable String sslBundle) {
		this.sslBundle = sslBundle;
	}

	public Timeouts getTimeouts() {
		return this.timeouts;
	}

	public RateLimitProperties getRateLimits() {
		return this.rateLimits;
	}

	/**
	 * Binding of the ACME account to an account the operator has with the CA (RFC 8555
	 * section 7.3.4).
	 */
	public static class ExternalAccountBinding {

		/**
		 * Key identifier the CA gave you, if it asks for an external account.
		 */
		private @Nullable String keyId;

		/**
		 * Key the CA gave you with it, base64url. Never shown in messages.
		 */
		private @Nullable String hmacKey;

		/**
		 * MAC algorithm: HS256, HS384 or HS512.
		 */
		private String algorithm = "HS256";

		public @Nullable String getKeyId() {
			return this.keyId;
		}

		public void setKeyId(@Nullable String keyId) {
			this.keyId = keyId;
		}

		public @Nullable String getHmacKey() {
			return this.hmacKey;
		}

		public void setHmacKey(@Nullable String hmacKey) {
			this.hmacKey = hmacKey;
		}

		public String getAlgorithm() {
			return this.algorithm;
		}

		public void setAlgorithm(String algorithm) {
			this.algorithm = algorithm;
		}

	}

	/**
	 * Timeouts of the exchange with a CA.
	 */
	public static class Timeouts {

		/**
		 * Time to connect to a CA.
		 */
		private @Nullable Duration connect;

		/**
		 * Time for one exchange with a CA, the answer's body included.
		 */
		private @Nullable Duration read;

		/**
		 * Time for a CA to validate the challenges.
		 */
		private @Nullable Duration authorization;

		/**
		 * Time for a CA to issue.
		 */
		private @Nullable Duration order;

		static Timeouts defaults() {
			Timeouts timeouts = new Timeouts();
			timeouts.setConnect(Duration.ofSeconds(10));
			timeouts.setRead(Duration.ofSeconds(30));
			timeouts.setAuthorization(Duration.ofMinutes(5));
			timeouts.setOrder(Duration.ofMinutes(10));
			return timeouts;
		}

		public @Nullable Duration getConnect() {
			return this.connect;
		}

		public void setConnect(@Nullable Duration connect) {
			this.connect = connect;
		}

		public @Nullable Duration getRead() {
			return this.read;
		}

		public void setRead(@Nullable Duration read) {
			this.read = read;
		}

		public @Nullable Duration getAuthorization() {
			return this.authorization;
		}

		public void setAuthorization(@Nullable Duration authorization) {
			this.authorization = authorization;
		}

		public @Nullable Duration getOrder() {
			return this.order;
		}

		public void setOrder(@Nullable Duration order) {
			this.order = order;
		}

	}

}
