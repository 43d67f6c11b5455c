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

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;

/**
 * Obtains certificates. Safe for use by several threads.
 */
public interface CertificateIssuer {

	/**
	 * Obtains a certificate: resumes the order under way if there is a good one,
	 * otherwise places a new one. Blocks until the certificate is there, at most for the
	 * timeouts of the issuer. Calling it again after a failure goes on with the same
	 * order where that is possible.
	 * @param request what to obtain
	 * @return the certificate, verified, but not yet saved
	 * @throws AcmeException if it cannot be obtained. When the thread was interrupted,
	 * its interrupt flag is set and the reason is {@code INTERRUPTED}
	 */
	IssuedCertificate issue(IssuanceRequest request);

	/**
	 * Goes on with the order under way, and places none. An issuer that keeps no orders
	 * does nothing.
	 * @param request what to obtain
	 * @return the certificate, verified, but not yet saved, or empty if no order is under
	 * way with the issuer that can be completed
	 * @throws AcmeException if it cannot be obtained now
	 */
	default Optional<IssuedCertificate> resume(IssuanceRequest request) {
		return Optional.empty();
	}

	/**
	 * Forgets the orders under way, those with other issuers too, once the certificate is
	 * saved.
	 * @param request what was obtained
	 */
	void complete(IssuanceRequest request);

	/**
	 * Revokes a certificate. One that is revoked already is no failure.
	 * @param request what to revoke
	 * @return whose key signed the request
	 * @throws AcmeException if it is not revoked
	 */
	default RevocationRequest.Signer revoke(RevocationRequest request) {
		throw new AcmeException(Reason.CONFIGURATION, "The issuers of this application cannot revoke certificates.");
	}

	/**
	 * Asks when a certificate is to be renewed (RFC 9773). Places no order, needs no
	 * account, and is not tried again here.
	 * @param issuer the name of the issuer the certificate came from
	 * @param certificate the certificate
	 * @return what the CA says, or empty if it gives no such information
	 * @throws AcmeException if the CA cannot be asked, or its answer is of no use
	 */
	default Optional<RenewalInfo> renewalInfo(String issuer, IssuedCertificate certificate) {
		return Optional.empty();
	}

	/**
	 * Returns where the CA of an issuer is. Nothing is sent.
	 * @param issuer the name of the issuer
	 * @return the URL of its directory, or empty if it is not known
	 */
	default Optional<URI> directory(String issuer) {
		return Optional.empty();
	}

	/**
	 * Returns the profile of certificates that name none.
	 * @param issuer the name of the issuer
	 * @return the profile, or empty if there is none
	 */
	default Optional<String> profile(String issuer) {
		return Optional.empty();
	}

	/**
	 * Looks for the accounts in the store, and puts back those it had once and has no
	 * more. An issuer without accounts does nothing.
	 * @return the names of the issuers whose account was put back
	 */
	default List<String> keepAccounts() {
		return List.of();
	}

}
