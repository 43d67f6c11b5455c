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

package io.github.acmeboot.doctor.reach;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Http01Check}.
 */
class Http01CheckTests {

	private static final String NAME = "www.example.org";

	private final List<String> hosts = new CopyOnWriteArrayList<>();

	private final AtomicInteger presented = new AtomicInteger();

	private final AtomicBoolean takenAwayInterrupted = new AtomicBoolean(true);

	private HttpServer server;

	private String location = "";

	private boolean publicCa = true;

	private boolean known = true;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", (exchange) -> {
			String host = exchange.getRequestHeaders().getFirst("Host");
			this.hosts.add(host);
			if (host.equals(NAME)) {
				exchange.getResponseHeaders().set("Location", this.location);
				exchange.sendResponseHeaders(302, -1);
			}
			else {
				byte[] secret = "the secret of the inside".getBytes(StandardCharsets.US_ASCII);
				exchange.sendResponseHeaders(200, secret.length);
				exchange.getResponseBody().write(secret);
			}
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void aRedirectThatAPublicCaWouldNotFollowIsNotFollowed() {
		for (String target : List.of("http://inside.example.org/", "http://127.0.0.1/", "http://10.0.0.1/",
				"http://[::1]/", "http://8.8.8.8/", "http://localhost/")) {
			this.hosts.clear();
			this.location = target;
			assertThat(look()).singleElement().satisfies((finding) -> {
				assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
				assertThat(finding.seen()).contains("a redirect to '" + target, "where no public CA goes");
				assertThat(finding.ownWords())
					.isEqualTo("It answers with a redirect, and there: It ends the conversation.");
			});
			assertThat(this.hosts).containsExactly(NAME);
		}
	}

	@Test
	void aCaOfOneNetworkFollowsARedirectWithinIt() {
		this.publicCa = false;
		this.location = "http://inside.example.org/";
		assertThat(look()).singleElement().satisfies((finding) -> {
			assertThat(finding.seen()).isEqualTo("Somebody else answers after a redirect to "
					+ "'http://inside.example.org/': status 200 and 'the secret of the inside'.");
			assertThat(finding.ownWords()).isEqualTo("Somebody else answers after a redirect: status 200.");
		});
		assertThat(this.hosts).containsExactly(NAME, "inside.example.org");
	}

	@Test
	void anAddressThatAPublicCaCannotReachIsNotAsked() {
		this.known = false;
		assertThat(look()).containsExactly(new Finding("http-01", NAME + " at " + address(), Outcome.SKIPPED,
				"It is not an address of the Internet, so that no public CA connects to it.", null));
		assertThat(this.presented).hasValue(0);
		assertThat(this.hosts).isEmpty();
	}

	@Test
	void whatIsPresentedIsTakenAwayByAThreadThatIsInterruptedAsByAnyOther() {
		this.location = "http://10.0.0.1/";
		Thread.currentThread().interrupt();
		look();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.takenAwayInterrupted).isFalse();
	}

	private String address() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	private List<Finding> look() {
		int port = this.server.getAddress().getPort();
		ValidationTargets targets = new ValidationTargets((host) -> List.of(InetAddress.getByName("127.0.0.1")),
				Map.of("http-01", port),
				(issuer, type, host) -> (this.known && host.equals(NAME))
						? Optional.of(new InetSocketAddress("127.0.0.1", port)) : Optional.empty(),
				(issuer) -> this.publicCa);
		Trial trial = new Trial("http-01", List.of(new ChallengeSolver() {

			@Override
			public String type() {
				return "http-01";
			}

			@Override
			public boolean supports(Identifier identifier) {
				return true;
			}

			@Override
			public PresentedChallenge present(ChallengeRequest challenge) {
				Http01CheckTests.this.presented.incrementAndGet();
				return () -> Http01CheckTests.this.takenAwayInterrupted.set(Thread.currentThread().isInterrupted());
			}

		}), Optional.empty(), Clock.systemUTC());
		Http01Check check = new Http01Check(targets, trial, new Http01Check.Settings(80, 443, false));
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of(NAME)), List.of("ca"), "http-01", KeyType.EC_P256,
					false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		return examination.findings();
	}

}
