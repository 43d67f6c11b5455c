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

package io.github.acmeboot.issuer.account;

import java.util.List;
import java.util.Optional;

/**
 * What an account at a CA is made of. The text never shows the key of the binding.
 *
 * @param issuer the name of the issuer
 * @param email the contact address
 * @param termsOfServiceAgreed whether the operator agrees to the terms of service
 * @param binding the binding to an account the operator has with the CA
 */
public record AccountSettings(String issuer, Optional<String> email, boolean termsOfServiceAgreed,
		Optional<ExternalBinding> binding) {

	/**
	 * Returns the same settings with another contact address.
	 * @param email the contact address
	 * @return the settings
	 */
	public AccountSettings withEmail(Optional<String> email) {
		return new AccountSettings(this.issuer, email, this.termsOfServiceAgreed, this.binding);
	}

	List<String> contact() {
		return this.email.stream().toList();
	}

	String property(String name) {
		return "acme.issuers." + this.issuer + "." + name;
	}

	/**
	 * A binding to an account the operator has with the CA (RFC 8555 section 7.3.4).
	 *
	 * @param keyId the key identifier the CA gave
	 * @param hmacKey the key the CA gave, base64url
	 * @param algorithm the MAC algorithm
	 */
	public record ExternalBinding(String keyId, String hmacKey, String algorithm) {

		@Override
		public String toString() {
			return "ExternalBinding[keyId=" + this.keyId + ", hmacKey=******, algorithm=" + this.algorithm + "]";
		}

	}

}
