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

package io.github.acmeboot.issuer.ratelimit;

import java.time.Instant;
import java.util.List;

import io.github.acmeboot.AcmeException;

/**
 * Something is not asked of a CA because it would be refused. The CA knows nothing of it.
 */
public final class LimitReachedException extends AcmeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what is not asked, why, and what to do
	 * @param retryAfter when it can be asked
	 * @param ofTheCa whether another CA may be asked: it is not the fault of the domain
	 */
	public LimitReachedException(String message, Instant retryAfter, boolean ofTheCa) {
		super(Reason.RATE_LIMITED, message, null, null, List.of(), retryAfter, Reason.RATE_LIMITED.remedy(), ofTheCa);
	}

}
