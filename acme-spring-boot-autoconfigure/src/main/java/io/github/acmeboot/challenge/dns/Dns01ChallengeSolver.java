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

package io.github.acmeboot.challenge.dns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.LongSupplier;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.dns.lookup.Delegation;
import io.github.acmeboot.challenge.dns.lookup.Propagation;

/**
 * Proves control of DNS names, wildcards among them, by dns-01 (RFC 8555 section 8.4).
 */
final class Dns01ChallengeSolver implements ChallengeSolver {

	static final String TYPE = "dns-01";

	private static final String LABEL = "_acme-challenge.";

	/**
	 * How far the clocks of two instances may be apart.
	 */
	private static final Duration TOLERANCE = Duration.ofMinutes(5);

	private final JournalledRecords records;

	private final Delegation delegation;

	private final Propagation propagation;

	private final PropagationSettings settings;

	private final LongSupplier nanoTime;

	Dns01ChallengeSolver(JournalledRecords records, Delegation delegation, Propagation propagation,
			PropagationSettings settings, LongSupplier nanoTime) {
		this.records = records;
		this.delegation = delegation;
		this.propagation = propagation;
		this.settings = settings;
		this.nanoTime = nanoTime;
	}

	@Override
	public String type() {
		return TYPE;
	}

	@Override
	public boolean supports(Identifier identifier) {
		return identifier.type() == Identifier.Type.DNS;
	}

	@Override
	public PresentedChallenge present(ChallengeRequest challenge) {
		TxtRecord record = new TxtRecord(name(challenge.identifier()), value(challenge.keyAuthorization()));
		Instant expires = challenge.expires().plus(this.settings.longest()).plus(TOLERANCE);
		String id = this.records.add(record, expires);
		return new PresentedRecord(this.records, record, id, expires,
				new VisibilityWatch(record, this.propagation, this.settings, this.nanoTime));
	}

	@Override
	public int presented(Identifier identifier) {
		return this.records.presented(name(identifier));
	}

	private String name(Identifier identifier) {
		return this.delegation.follow(LABEL + identifier.withoutWildcard().value());
	}

	private static String value(String keyAuthorization) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
