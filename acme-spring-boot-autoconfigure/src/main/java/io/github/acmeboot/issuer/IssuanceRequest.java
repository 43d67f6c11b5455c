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

import java.util.Optional;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.progress.IssuanceProgress;

/**
 * What to obtain, and from whom.
 *
 * @param certificate the certificate that is wanted
 * @param issuer the name of the issuer, one of those of the certificate
 * @param predecessor the certificate it takes the place of
 * @param checkpoint asked before each step that cannot be undone, newOrder and finalize,
 * and while the CA is waited for. Throws to stop the work
 * @param fence the number of the lease the work is done under: nothing is recorded of the
 * order once another one has been recorded under a higher number
 * @param occasion why it is obtained
 * @param replaced the certificate the order says it replaces (RFC 9773 section 5), if the
 * issuer is the one it came from and offers that
 * @param progress told how far it has come
 */
public record IssuanceRequest(ManagedCertificate certificate, String issuer, Optional<IssuedCertificate> predecessor,
		Runnable checkpoint, long fence, Occasion occasion, Optional<Replacement> replaced, IssuanceProgress progress) {

	/**
	 * Creates a request for a certificate that is due, and replaces none at the CA.
	 * @param certificate the certificate that is wanted
	 * @param issuer the name of the issuer
	 * @param predecessor the certificate it takes the place of
	 * @param checkpoint asked before each step that cannot be undone
	 * @param fence the number of the lease the work is done under
	 */
	public IssuanceRequest(ManagedCertificate certificate, String issuer, Optional<IssuedCertificate> predecessor,
			Runnable checkpoint, long fence) {
		this(certificate, issuer, predecessor, checkpoint, fence, Occasion.DUE, Optional.empty(),
				IssuanceProgress.UNOBSERVED);
	}

	/**
	 * Returns the same request under another lease.
	 * @param fence the number of the lease
	 * @return the request
	 */
	public IssuanceRequest under(long fence) {
		return new IssuanceRequest(this.certificate, this.issuer, this.predecessor, this.checkpoint, fence,
				this.occasion, this.replaced, this.progress);
	}

	/**
	 * The certificate an order replaces.
	 *
	 * @param certificate the certificate
	 * @param refused told when the CA takes no order that replaces it; the order is then
	 * placed without a word of it
	 */
	public record Replacement(IssuedCertificate certificate, Runnable refused) {

	}

	/**
	 * Why a certificate is obtained.
	 */
	public enum Occasion {

		/**
		 * It is due.
		 */
		DUE,

		/**
		 * Somebody has asked for it.
		 */
		REQUESTED

	}

}
