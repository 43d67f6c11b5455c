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

package io.github.acmeboot.renewal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;

/**
 * Somebody's wish to have something done now.
 */
abstract class RenewalRequest {

	private static final Log logger = LogFactory.getLog(RenewalRequest.class);

	private final CompletableFuture<IssuedCertificate> result = new CompletableFuture<>();

	static RenewalRequest toRenew() {
		return new Renew();
	}

	static RenewalRequest toRollBack(String name) {
		return reported("Rolling back '" + name + "'", new RollBack());
	}

	static RenewalRequest toRevoke(String name, @Nullable String serial, RevocationReason reason) {
		return reported("Revoking '" + name + "' (" + reason + ")", new Revoke(serial, reason));
	}

	/**
	 * Has a failure said even if nobody waits for the result.
	 * @param what what is asked for
	 * @param request the request
	 * @return the request
	 */
	private static RenewalRequest reported(String what, RenewalRequest request) {
		request.result.whenComplete((certificate, failure) -> {
			if (failure != null) {
				logger.warn(what + " failed, and is not tried again by itself: " + failure.getMessage(),
						isInternal(failure) ? failure : null);
			}
		});
		return request;
	}

	private static boolean isInternal(Throwable failure) {
		return failure instanceof AcmeException acme && acme.getReason() == AcmeException.Reason.INTERNAL;
	}

	CompletableFuture<IssuedCertificate> result() {
		return this.result;
	}

	/**
	 * Tries to fulfil the wish.
	 * @param renewal what renews
	 * @param wanted what is wanted
	 * @param whenFree wakes for this certificate again
	 */
	void attempt(Renewal renewal, ManagedCertificate wanted, Runnable whenFree) {
		try {
			tryOnce(renewal, wanted, whenFree).ifPresent(this.result::complete);
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(RenewalFailures.translate(ex));
		}
	}

	abstract Optional<IssuedCertificate> tryOnce(Renewal renewal, ManagedCertificate wanted, Runnable whenFree);

	/**
	 * A renewal. A placeholder gives way to what is stored already.
	 */
	private static final class Renew extends RenewalRequest {

		private Renewal.@Nullable Before before;

		@Override
		Optional<IssuedCertificate> tryOnce(Renewal renewal, ManagedCertificate wanted, Runnable whenFree) {
			Renewal.Before before = this.before;
			if (before == null) {
				Optional<IssuedCertificate> stored = renewal.replacePlaceholder(wanted);
				before = renewal.before(wanted);
				this.before = before;
				if (stored.isPresent()) {
					return stored;
				}
			}
			return renewal.renew(wanted, before, whenFree);
		}

	}

	/**
	 * A roll-back to the former generation.
	 */
	private static final class RollBack extends RenewalRequest {

		@Override
		Optional<IssuedCertificate> tryOnce(Renewal renewal, ManagedCertificate wanted, Runnable whenFree) {
			return renewal.rollBack(wanted);
		}

	}

	/**
	 * A revocation.
	 */
	private static final class Revoke extends RenewalRequest {

		private final @Nullable String serial;

		private final RevocationReason reason;

		Revoke(@Nullable String serial, RevocationReason reason) {
			this.serial = serial;
			this.reason = reason;
		}

		@Override
		Optional<IssuedCertificate> tryOnce(Renewal renewal, ManagedCertificate wanted, Runnable whenFree) {
			return renewal.revoke(wanted, this.serial, this.reason);
		}

	}

}
