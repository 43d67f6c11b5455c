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

package io.github.acmeboot.issuer.directory;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a CA says of itself, and what is configured for it.
 *
 * @param issuer the name of the issuer
 * @param url the URL of the directory
 * @param termsOfService where its terms of service are
 * @param externalAccountRequired whether it makes no account without an external binding
 * @param caaIdentities the names by which CAA records allow it (RFC 8555 section 7.1.1)
 * @param profiles the profiles it offers
 * @param renewalInfo whether it suggests when to renew (RFC 9773)
 * @param configured what is configured for it
 */
public record IssuerDirectory(String issuer, URI url, Optional<URI> termsOfService, boolean externalAccountRequired,
		List<String> caaIdentities, Set<String> profiles, boolean renewalInfo, Configured configured) {

	public IssuerDirectory {
		caaIdentities = List.copyOf(caaIdentities);
		profiles = Set.copyOf(profiles);
	}

	/**
	 * What is configured for an issuer.
	 *
	 * @param termsOfServiceAgreed whether the operator agrees to its terms of service
	 * @param externallyBound whether there is an external account binding
	 * @param profile the profile of certificates that name none
	 */
	public record Configured(boolean termsOfServiceAgreed, boolean externallyBound, Optional<String> profile) {

	}

}
