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

import java.util.Arrays;
import java.util.Set;

import io.github.acmeboot.Identifier;

/**
 * Guesses what of a name was bought from a registrar: its last two labels, or three where
 * the last two look like a public suffix. An IP address stands for itself.
 */
final class RegisteredDomain {

	private static final Set<String> SECOND_LEVEL = Set.of("ac", "asso", "co", "com", "ed", "edu", "gob", "gouv", "gov",
			"gv", "ltd", "me", "mil", "ne", "net", "nom", "or", "org", "plc", "sch");

	private static final int COUNTRY = 2;

	private RegisteredDomain() {
	}

	static String of(Identifier identifier) {
		String[] labels = identifier.value().split("\\.");
		if (identifier.type() == Identifier.Type.IP || labels.length <= 2) {
			return identifier.value();
		}
		boolean publicSuffix = labels[labels.length - 1].length() == COUNTRY
				&& SECOND_LEVEL.contains(labels[labels.length - 2]);
		int kept = publicSuffix ? 3 : 2;
		String domain = String.join(".", Arrays.copyOfRange(labels, labels.length - kept, labels.length));
		return domain.startsWith("*.") ? domain.substring(2) : domain;
	}

}
