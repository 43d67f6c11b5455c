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

package io.github.acmeboot.renewal.order;

import java.time.Instant;
import java.util.Optional;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.store.repository.CertificateState.Ordered;

/**
 * A certificate that came from the CA and is not saved yet.
 *
 * @param certificate the certificate
 * @param request what was asked for
 * @param ordered what it was ordered as
 * @param replaced the version that was in the store when it was ordered
 * @param started when the work on it began
 */
public record FreshCertificate(IssuedCertificate certificate, IssuanceRequest request, Ordered ordered,
		Optional<String> replaced, Instant started) {

	/**
	 * Returns whether nothing else was obtained since this was ordered: there is nothing,
	 * or what it is the successor of, if under another version.
	 * @param stored what is stored now and can be read
	 * @param version the version of what is stored now
	 * @return whether it takes the place of what is stored
	 */
	public boolean takesThePlaceOf(Optional<IssuedCertificate> stored, Optional<String> version) {
		return version.isEmpty() || (stored.isPresent() && stored.equals(this.request.predecessor()));
	}

}
