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

package io.github.acmeboot.challenge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.function.SingletonSupplier;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * The answers of other instances. One read of the store is good for all tokens of an
 * identifier and for a moment, so that a scan of random tokens costs a few reads a
 * second, and hides no answer for longer than that moment, which whoever presents one
 * waits. An identifier that is not ours may be one on an instance with a newer
 * configuration; all of those share a small number of reads. Nothing is remembered beyond
 * the moment. Safe for use by several threads.
 */
final class SharedAnswers {

	static final Duration MOMENT = Duration.ofMillis(250);

	static final int FOREIGN_READS = 10;

	private static final Log logger = LogFactory.getLog(SharedAnswers.class);

	private final Map<Identifier, Read> reads = new ConcurrentHashMap<>();

	private final String type;

	private final ChallengeAnswers answers;

	private final ManagedCertificates certificates;

	private final Clock clock;

	SharedAnswers(String type, ChallengeAnswers answers, ManagedCertificates certificates, Clock clock) {
		this.type = type;
		this.answers = answers;
		this.certificates = certificates;
		this.clock = clock;
	}

	/**
	 * Returns how long another instance may go on without an answer that was stored.
	 * @return the time, zero if there are no other instances
	 */
	Duration settlingTime() {
		return this.answers.isRemote() ? MOMENT : Duration.ZERO;
	}

	Optional<String> find(Identifier identifier, String token) {
		return Optional.ofNullable(find(identifier).get(token));
	}

	/**
	 * Finds the answers for an identifier.
	 * @param identifier the identifier
	 * @return the key authorizations by token, the one presented last at the end
	 */
	Map<String, String> find(Identifier identifier) {
		Instant now = this.clock.instant();
		Read latest = this.reads.get(identifier);
		Optional<Read> read = (latest != null && latest.isOf(now)) ? Optional.of(latest)
				: begin(identifier, !this.certificates.contains(identifier), now);
		return read.map(Read::answers).map(Supplier::get).orElseGet(Map::of);
	}

	private synchronized Optional<Read> begin(Identifier identifier, boolean foreign, Instant now) {
		this.reads.values().removeIf((read) -> !read.isOf(now));
		if (foreign && this.reads.values().stream().filter(Read::foreign).count() >= FOREIGN_READS) {
			return Optional.ofNullable(this.reads.get(identifier));
		}
		return Optional.of(this.reads.computeIfAbsent(identifier,
				(key) -> new Read(foreign, now, SingletonSupplier.of(() -> load(key)))));
	}

	private Map<String, String> load(Identifier identifier) {
		try {
			return this.answers.find(this.type, identifier);
		}
		catch (RuntimeException ex) {
			logger.warn("Unable to look up the answers to challenges for '" + identifier + "': " + ex.getMessage());
			return Map.of();
		}
	}

	/**
	 * What was or is about to be read. Whoever asks first reads, others wait.
	 */
	private record Read(boolean foreign, Instant since, Supplier<Map<String, String>> answers) {

		boolean isOf(Instant now) {
			return Duration.between(this.since, now).abs().compareTo(MOMENT) < 0;
		}

	}

}
