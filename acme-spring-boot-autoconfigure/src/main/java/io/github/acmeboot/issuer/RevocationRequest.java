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

package io.github.acmeboot.issuer;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;

/**
 * What to revoke, and where.
 *
 * @param certificate the certificate, with its private key
 * @param reason why it is revoked
 * @param directory the URL of the directory of the CA it came from, if that is known
 * @param issuers the names of the issuers it may have come from, the likeliest first
 */
public record RevocationRequest(IssuedCertificate certificate, RevocationReason reason, Optional<URI> directory,
		List<String> issuers) {

	public RevocationRequest {
		issuers = List.copyOf(issuers);
	}

	/**
	 * Whose key signed a revocation.
	 */
	public enum Signer {

		/**
		 * The account's.
		 */
		ACCOUNT,

		/**
		 * The certificate's own. A CA may take that as a proof that the key is
		 * compromised, whatever the reason said.
		 */
		CERTIFICATE

	}

}
