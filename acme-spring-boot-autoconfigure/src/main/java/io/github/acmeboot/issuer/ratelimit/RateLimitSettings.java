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

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.acmeboot.RateLimit;

/**
 * Which limits of a CA to keep.
 *
 * @param enabled whether to keep any
 * @param own what the operator has set, in place of what is known of the CA
 */
public record RateLimitSettings(boolean enabled, Map<Limit, RateLimit> own) {

	private static final Duration WEEK = Duration.ofDays(7);

	private static final Duration THREE_HOURS = Duration.ofHours(3);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Map<Limit, RateLimit> PRODUCTION = Map.of(Limit.NEW_ACCOUNTS, new RateLimit(10, THREE_HOURS),
			Limit.NEW_ORDERS, new RateLimit(300, THREE_HOURS), Limit.CERTIFICATES_PER_DOMAIN, new RateLimit(50, WEEK),
			Limit.CERTIFICATES_PER_IDENTIFIER_SET, new RateLimit(5, WEEK), Limit.FAILED_AUTHORIZATIONS,
			new RateLimit(5, HOUR));

	private static final Map<Limit, RateLimit> STAGING = Map.of(Limit.NEW_ACCOUNTS, new RateLimit(50, THREE_HOURS),
			Limit.NEW_ORDERS, new RateLimit(1500, THREE_HOURS), Limit.CERTIFICATES_PER_DOMAIN,
			new RateLimit(30_000, WEEK), Limit.CERTIFICATES_PER_IDENTIFIER_SET, new RateLimit(30_000, WEEK),
			Limit.FAILED_AUTHORIZATIONS, new RateLimit(200, HOUR));

	private static final Map<String, Map<Limit, RateLimit>> KNOWN = Map.of("acme-v02.api.letsencrypt.org", PRODUCTION,
			"acme-staging-v02.api.letsencrypt.org", STAGING);

	/**
	 * Keeps what is known of the CA.
	 */
	public static final RateLimitSettings DEFAULT = new RateLimitSettings(true, Map.of());

	public RateLimitSettings {
		own = Map.copyOf(own);
	}

	/**
	 * Returns the limits to keep.
	 * @param directory the URL of the CA's directory
	 * @return the limits, none of them being none
	 */
	public Map<Limit, RateLimit> of(URI directory) {
		Map<Limit, RateLimit> limits = new EnumMap<>(Limit.class);
		if (this.enabled) {
			limits.putAll(KNOWN.getOrDefault(String.valueOf(directory.getHost()), Map.of()));
			limits.putAll(this.own);
			limits.values().removeIf(RateLimit::isNone);
		}
		return limits;
	}

}
