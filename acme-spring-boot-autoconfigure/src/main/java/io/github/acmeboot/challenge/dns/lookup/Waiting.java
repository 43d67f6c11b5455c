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

package io.github.acmeboot.challenge.dns.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Waits for answers, until the thread is interrupted. Every question ends by itself.
 */
final class Waiting {

	private Waiting() {
	}

	static <T> T get(CompletableFuture<T> answer) {
		try {
			return answer.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "Interrupted while name servers were asked.", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AcmeException failure) {
				throw failure;
			}
			throw new AcmeException(Reason.DNS, "Unable to ask name servers: " + ex.getCause(), ex);
		}
	}

}
