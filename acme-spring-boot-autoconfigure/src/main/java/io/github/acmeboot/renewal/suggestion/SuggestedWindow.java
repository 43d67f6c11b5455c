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

package io.github.acmeboot.renewal.suggestion;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.store.repository.CertificateState.Window;

/**
 * Chooses an instant in the window that a CA suggests, uniformly (RFC 9773 section 4.2).
 */
final class SuggestedWindow {

	private final DoubleSupplier random;

	SuggestedWindow(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * Takes a window. As long as it stays the same, so does the chosen instant. One in
	 * the past means now, even if the certificate had not begun then.
	 * @param info what the CA says
	 * @param former the window that was taken before, or {@code null} if there is none
	 * @return the window
	 * @throws AcmeException if the window makes no sense
	 */
	Window take(RenewalInfo info, @Nullable Window former) {
		if (!info.end().isAfter(info.start())) {
			throw new AcmeException(AcmeException.Reason.PROTOCOL,
					"The window from %s to %s makes no sense.".formatted(info.start(), info.end()));
		}
		Instant chosen = (former != null && former.start().equals(info.start()) && former.end().equals(info.end()))
				? former.chosen() : choose(info);
		return new Window(info.start(), info.end(), chosen, info.explanationUrl());
	}

	private Instant choose(RenewalInfo info) {
		long width = Duration.between(info.start(), info.end()).toMillis();
		return info.start().plusMillis((long) (width * this.random.getAsDouble()));
	}

}
