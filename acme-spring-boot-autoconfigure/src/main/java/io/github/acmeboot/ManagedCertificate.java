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

package io.github.acmeboot;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A certificate as it is wanted: what {@code acme.certificates.<name>} says, checked and
 * with every default filled in. Immutable.
 *
 * @param name the name of the certificate and of its SSL bundle
 * @param identifiers what the certificate is for, in order, the first being its main
 * name; never empty
 * @param issuers the names of the issuers to order from, in order of preference; never
 * empty
 * @param challenge the challenge type, such as {@code http-01}
 * @param keyType the kind of key
 * @param reuseKey whether the key is kept on renewal
 * @param profile the profile to order, or {@code null} for the issuer's default
 * @param renewBefore when to renew, or {@code null} to leave it to the lifetime and the
 * CA
 * @param renewalEnabled whether the certificate is renewed by itself
 */
public record ManagedCertificate(String name, List<Identifier> identifiers, List<String> issuers, String challenge,
		KeyType keyType, boolean reuseKey, @Nullable String profile, @Nullable RenewBefore renewBefore,
		boolean renewalEnabled) {

	public ManagedCertificate {
		identifiers = List.copyOf(identifiers);
		issuers = List.copyOf(issuers);
		if (identifiers.isEmpty()) {
			throw new IllegalArgumentException("Certificate '" + name + "' must have at least one domain");
		}
		if (issuers.isEmpty()) {
			throw new IllegalArgumentException("Certificate '" + name + "' must have at least one issuer");
		}
	}

	/**
	 * Returns the same certificate with a fresh key on renewal.
	 * @return the certificate
	 */
	public ManagedCertificate withFreshKey() {
		return new ManagedCertificate(this.name, this.identifiers, this.issuers, this.challenge, this.keyType, false,
				this.profile, this.renewBefore, this.renewalEnabled);
	}

	/**
	 * Returns whether the certificate is for the given host.
	 * @param host a canonical host name or IP address
	 * @return whether one of the identifiers covers the host
	 */
	public boolean covers(String host) {
		return this.identifiers.stream().anyMatch((identifier) -> identifier.covers(host));
	}

}
