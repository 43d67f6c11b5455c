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
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * A request below the path of the challenges: one that is answered, and those of whoever
 * only tries.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Http01Benchmark {

	private static final Identifier HOST = Identifier.of("www.example.org");

	private final Clock clock = Clock.systemUTC();

	private final Http01Responder responder = new Http01Responder(
			new ChallengeAnswers(new InMemoryAcmeStore(), this.clock),
			new ManagedCertificates(List.of(new ManagedCertificate("web", List.of(HOST), List.of("ca"),
					Http01Responder.TYPE, KeyType.EC_P256, false, null, null, true))),
			new AllowedSources(List.of()), this.clock);

	/**
	 * Presents an answer.
	 */
	@Setup
	public void present() {
		this.responder.present(
				new ChallengeRequest(HOST, "token", "token.thumbprint", this.clock.instant().plus(Duration.ofDays(1))));
	}

	/**
	 * The CA asks.
	 * @return the answer
	 */
	@Benchmark
	public Http01Answer answered() {
		return respond("token", "www.example.org");
	}

	/**
	 * Somebody tries a token.
	 * @return the refusal
	 */
	@Benchmark
	public Http01Answer unknownToken() {
		return respond("unknown", "www.example.org");
	}

	/**
	 * Somebody tries a host.
	 * @return the refusal
	 */
	@Benchmark
	public Http01Answer unknownHost() {
		return respond("token", "nobody.example.com");
	}

	private Http01Answer respond(String token, String host) {
		return this.responder.respond("GET", Http01Responder.PATH + token, host, "192.0.2.1");
	}

}
