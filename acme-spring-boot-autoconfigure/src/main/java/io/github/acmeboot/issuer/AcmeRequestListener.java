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

import java.time.Duration;

/**
 * Told of every request to a CA. Safe for use by several threads.
 */
@FunctionalInterface
public interface AcmeRequestListener {

	/**
	 * Called after each request.
	 * @param issuer the name of the issuer
	 * @param operation what was asked, in the words of RFC 8555, such as {@code newOrder}
	 * @param outcome {@code success}, the last segment of the problem type such as
	 * {@code badNonce}, {@code http} when the CA refused without a problem document, or
	 * {@code io} when there was no answer
	 * @param duration the time from the first byte sent to the last received
	 */
	void onRequest(String issuer, String operation, String outcome, Duration duration);

}
