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

package io.github.acmeboot.issuer.problem;

/**
 * What to do when a challenge fails.
 */
final class ChallengeAdvice {

	private ChallengeAdvice() {
	}

	static String of(String challenge) {
		return switch (challenge) {
			case "http-01" -> "Check that port 80 of that name reaches this application.";
			case "tls-alpn-01" ->
				"Check that port 443 of that name reaches this application, and that no proxy in front of it ends TLS.";
			case "dns-01" -> "Check that the TXT record of '_acme-challenge' below that name can be seen from outside.";
			default -> "Check that the CA can see the answer.";
		};
	}

}
