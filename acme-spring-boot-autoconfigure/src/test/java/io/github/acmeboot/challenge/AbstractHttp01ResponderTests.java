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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.ChallengeAnswers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link Http01Responder} and the store that it shares with other instances.
 */
abstract class AbstractHttp01ResponderTests {

	static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

	static final String ANSWER = TOKEN + ".nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ";

	static final String PATH = Http01Responder.PATH + TOKEN;

	static final String HOST = "example.com";

	static final String SOURCE = "192.0.2.1";

	static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	static final Instant EXPIRES = START.plus(Duration.ofMinutes(10));

	final AtomicReference<Instant> now = new AtomicReference<>(START);

	final CountingAcmeStore store = new CountingAcmeStore();

	final ChallengeAnswers answers = new ChallengeAnswers(this.store, clock());

	final Http01Responder responder = responder(List.of());

	Http01Answer get(String path) {
		return respond("GET", path, HOST, SOURCE);
	}

	Http01Answer respond(String method, String path, @Nullable String host, String source) {
		return this.responder.respond(method, path, host, source);
	}

	void store(String identifier) {
		int before = this.store.loads();
		this.answers.add("http-01", Identifier.of(identifier), TOKEN, ANSWER, EXPIRES);
		assertThat(this.store.loads()).isGreaterThan(before);
	}

	Http01Responder responder(List<String> allowedSources) {
		return responder(this.answers, allowedSources);
	}

	Http01Responder responder(ChallengeAnswers answers, List<String> allowedSources) {
		ManagedCertificates certificates = new ManagedCertificates(List.of(new ManagedCertificate("web",
				List.of(Identifier.of(HOST), Identifier.of("example.net"), Identifier.of("*.wild.example.com")),
				List.of("ca"), "http-01", KeyType.EC_P256, false, null, null, true)));
		return new Http01Responder(answers, certificates, new AllowedSources(allowedSources), clock());
	}

	Clock clock() {
		return ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);
	}

	ChallengeRequest challenge(String identifier) {
		return new ChallengeRequest(Identifier.of(identifier), TOKEN, ANSWER, EXPIRES);
	}

}
