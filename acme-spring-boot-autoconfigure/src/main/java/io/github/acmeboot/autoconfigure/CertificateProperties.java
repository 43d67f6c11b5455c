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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.RenewBefore;

/**
 * Configuration of one certificate.
 */
@ConfigurationPropertiesSource
public class CertificateProperties {

	/**
	 * DNS names, wildcard names (dns-01 only) and IP addresses (http-01 or tls-alpn-01
	 * only), at most 100. Internationalised names may be written in their own script. A
	 * name that is there twice, in whatever spelling, counts once.
	 */
	private List<String> domains = new ArrayList<>();

	/**
	 * Names of the issuers to order from, in order of preference. All issuers by default.
	 */
	private List<String> issuers = new ArrayList<>();

	/**
	 * Type of challenge: http-01, tls-alpn-01 or dns-01.
	 */
	private String challenge = "http-01";

	/**
	 * Kind of key: ec-p256, ec-p384, rsa-2048, rsa-3072 or rsa-4096.
	 */
	private KeyType keyType = KeyType.EC_P256;

	/**
	 * Whether the key is kept on renewal.
	 */
	private boolean reuseKey;

	/**
	 * Profile to order. That of the issuer by default.
	 */
	private @Nullable String profile;

	private final Renewal renewal = new Renewal();

	public List<String> getDomains() {
		return this.domains;
	}

	public void setDomains(List<String> domains) {
		this.domains = domains;
	}

	public List<String> getIssuers() {
		return this.issuers;
	}

	public void setIssuers(List<String> issuers) {
		this.issuers = issuers;
	}

	public String getChallenge() {
		return this.challenge;
	}

	public void setChallenge(String challenge) {
		this.challenge = challenge;
	}

	public KeyType getKeyType() {
		return this.keyType;
	}

	public void setKeyType(KeyType keyType) {
		this.keyType = keyType;
	}

	public boolean isReuseKey() {
		return this.reuseKey;
	}

	public void setReuseKey(boolean reuseKey) {
		this.reuseKey = reuseKey;
	}

	public @Nullable String getProfile() {
		return this.profile;
	}

	public void setProfile(@Nullable String profile) {
		this.profile = profile;
	}

	public Renewal getRenewal() {
		return this.renewal;
	}

	/**
	 * Renewal of one certificate.
	 */
	public static class Renewal {

		/**
		 * Time before the expiry, as a duration (10d) or as a share of the life (33%). By
		 * default when the CA suggests it, else with a third of the life left, or half of
		 * it if it is shorter than ten days.
		 */
		private @Nullable RenewBefore renewBefore;

		/**
		 * Whether the certificate is renewed by itself.
		 */
		private boolean enabled = true;

		public @Nullable RenewBefore getRenewBefore() {
			return this.renewBefore;
		}

		public void setRenewBefore(@Nullable RenewBefore renewBefore) {
			this.renewBefore = renewBefore;
		}

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
