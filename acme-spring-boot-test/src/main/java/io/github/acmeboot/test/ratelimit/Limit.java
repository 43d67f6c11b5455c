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

package io.github.acmeboot.test.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * What a CA counts, in the words of Let's Encrypt.
 */
public enum Limit {

	/**
	 * New accounts by IP address. The key is the address.
	 */
	NEW_ACCOUNTS("too many new registrations (%d) from this IP address", "new-registrations-per-ip-address"),

	/**
	 * New orders by account. The key is the last part of the account's URL.
	 */
	NEW_ORDERS("too many new orders (%d) from this account", "new-orders-per-account"),

	/**
	 * Certificates by registered domain: the last two labels of a name. The key is the
	 * domain.
	 */
	CERTIFICATES_PER_DOMAIN("too many certificates (%d) already issued for \"%s\"",
			"new-certificates-per-registered-domain"),

	/**
	 * Certificates by exact set of identifiers. The key is the sorted identifiers,
	 * separated by commas.
	 */
	CERTIFICATES_PER_IDENTIFIER_SET("too many certificates (%d) already issued for this exact set of identifiers",
			"new-certificates-per-exact-set-of-identifiers"),

	/**
	 * Failed authorizations by account and identifier. The key is the last part of the
	 * account's URL and the identifier, separated by a colon.
	 */
	FAILED_AUTHORIZATIONS("too many failed authorizations (%d) for \"%s\"",
			"authorization-failures-per-identifier-per-account");

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
		.withZone(ZoneOffset.UTC);

	private final String wording;

	private final String section;

	Limit(String wording, String section) {
		this.wording = wording;
		this.section = section;
	}

	Problem problem(RateLimit limit, String subject, Instant nextAt) {
		return Problem.of(ProblemType.RATE_LIMITED,
				this.wording.formatted(limit.count(), subject) + " in the last " + inGo(limit.period())
						+ ", retry after " + DATE.format(nextAt) + ": see https://letsencrypt.org/docs/rate-limits/#"
						+ this.section);
	}

	private static String inGo(Duration period) {
		String seconds = period.toSecondsPart() + "s";
		if (period.toMinutes() == 0) {
			return seconds;
		}
		String minutes = period.toMinutesPart() + "m" + seconds;
		return (period.toHours() > 0) ? period.toHours() + "h" + minutes : minutes;
	}

}
