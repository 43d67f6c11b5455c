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

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;

/**
 * Somebody's wish to have a certificate renewed now.
 */
final class RenewalRequest {

	private final CompletableFuture<IssuedCertificate> result = new CompletableFuture<>();

	private @Nullable Optional<String> before;

	CompletableFuture<IssuedCertificate> result() {
		return this.result;
	}

	/**
	 * Tries to fulfil the wish. A placeholder gives way to what is stored already.
	 * @param renewal what renews
	 * @param wanted what is wanted
	 * @param whenFree wakes for this certificate again
	 */
	void attempt(Renewal renewal, ManagedCertificate wanted, Runnable whenFree) {
		try {
			Optional<String> before = this.before;
			if (before == null) {
				renewal.replacePlaceholder(wanted).ifPresent(this.result::complete);
				before = renewal.version(wanted);
				this.before = before;
			}
			if (!this.result.isDone()) {
				renewal.renew(wanted, before, whenFree).ifPresent(this.result::complete);
			}
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(RenewalFailures.translate(ex));
		}
	}

}
