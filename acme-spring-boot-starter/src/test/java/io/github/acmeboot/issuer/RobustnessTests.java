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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a CA, or what is between it and us, can do to a client.
 */
@Timeout(60)
class RobustnessTests extends AbstractIssuerTests {

	@ParameterizedTest
	@ValueSource(strings = { "DIRECTORY", "NEW_ORDER", "CERTIFICATE" })
	void aBodyThatStallsEndsAtTheDeadline(String operation) {
		this.issuer.read(Duration.ofMillis(1500));
		this.server.faults().on(Operation.valueOf(operation)).stallBody();
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(failure).hasMessageContaining("no complete answer within 1500 ms");
		this.server.faults().clear();
		assertThat(issuePatiently("a.example.org", Reason.NETWORK)).isNotNull();
	}

	@Test
	void aBodyWithoutEndIsNotRead() {
		this.server.faults()
			.on(Operation.DIRECTORY)
			.apply((request, processing) -> ServerResponse.of(200, "application/json", " ".repeat(2_000_000)));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(failure).hasMessageContaining("more than 1048576 bytes");
	}

	@ParameterizedTest
	@ValueSource(longs = { 20, -20 })
	void theClockOfTheCaDoesNotMatter(long seconds) {
		assertThat(waitForASlowOrder(Duration.ofSeconds(seconds), Duration.ZERO)).isBetween(Duration.ofSeconds(1),
				Duration.ofSeconds(5));
	}

	@Test
	void anAnswerIsGoodByOurOwnClockWhateverTheOneOfTheCa() {
		Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));
		Instant start = fast.instant();
		this.issuer.clock(fast).issue("a.example.org");
		assertThat(this.issuer.http01.expiries()).hasSize(1).allMatch((expiry) -> expiry.isAfter(start));
	}

	@ParameterizedTest
	@ValueSource(longs = { 20, -20 })
	void ourOwnClockDoesNotMatter(long seconds) {
		assertThat(waitForASlowOrder(Duration.ZERO, Duration.ofSeconds(seconds))).isBetween(Duration.ofSeconds(1),
				Duration.ofSeconds(5));
	}

	@Test
	void aRetryAfterThatIsADateCountsFromTheDateOfItsAnswer() {
		Clock theirs = Clock.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
		Clock ours = Clock.offset(theirs, Duration.ofDays(3));
		try (AcmeTestServer other = AcmeTestServer.builder().clock(theirs).start();
				TestIssuer client = new TestIssuer(other).clock(ours)) {
			other.faults().on(Operation.NEW_ORDER).rateLimit(theirs.instant().plusSeconds(600));
			AcmeException failure = client.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.RATE_LIMITED);
			assertThat(failure.getRetryAfter()).contains(ours.instant().plusSeconds(600));
		}
	}

	@Test
	void theRetryAfterOfAnUnavailableCaIsKept() {
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		this.issuer.clock(clock);
		this.server.faults().on(Operation.NEW_ORDER).unavailable(Duration.ofSeconds(90));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.SERVER);
		assertThat(failure).hasMessageContaining("HTTP 503");
		assertThat(failure.getRetryAfter()).contains(clock.instant().plusSeconds(90));
	}

	@Test
	void theInstantInTheTextOfARateLimitIsRead() {
		Instant until = Instant.now().plus(Duration.ofHours(34)).truncatedTo(ChronoUnit.SECONDS);
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.problem(ProblemType.RATE_LIMITED, "too many certificates, retry after "
					+ until.toString().replace('T', ' ').replace("Z", " UTC") + ": see docs");
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(failure.getRetryAfter()).contains(until);
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5", "", "Mon, 99 Foo 2026 00:00:00 GMT" })
	void garbageForARetryAfterIsIgnored(String value) {
		this.server.faults().everywhere().retryAfter(value);
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NEW_ORDER | "authorizations":.*?] | "authorizations":["nowhere"]
			NEW_ORDER | "status"              | "state"
			ORDER     | "status"              | "state"
			ORDER     | "certificate":"[^"]*" | "certificate":"nowhere"
			""")
	void anOrderThatMakesNoSenseIsTheCasDoing(Operation operation, String sense, String nonsense) {
		spoil(operation, sense, nonsense, () -> true);
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.PROTOCOL);
		assertThat(failure.isHelpedByAnotherIssuer()).isTrue();
		this.server.faults().clear();
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void anOrderThatStaysWithoutItsCertificateIsReplaced() {
		spoil(Operation.ORDER, "\"certificate\":\"[^\"]*\"", "\"certificate\":\"nowhere\"",
				() -> this.server.orders().size() == 1);
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.PROTOCOL);
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(2);
	}

	private void spoil(Operation operation, String sense, String nonsense, BooleanSupplier condition) {
		this.server.faults().on(operation).apply((request, processing) -> {
			ServerResponse answer = processing.get();
			if (!condition.getAsBoolean()) {
				return answer;
			}
			String body = new String(answer.body(), StandardCharsets.UTF_8).replaceAll(sense, nonsense);
			return new ServerResponse(answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8),
					answer.delivery());
		});
	}

	@Test
	void anInterruptEndsTheRequestAndIsKept() throws Exception {
		CountDownLatch stalled = new CountDownLatch(1);
		this.server.faults().on(Operation.CHALLENGE).apply((request, processing) -> {
			stalled.countDown();
			return processing.get().withDelivery(ServerResponse.Delivery.STALLED);
		});
		InterruptedRun run = interrupt(stalled);
		assertThat(run.failure().getReason()).isEqualTo(Reason.INTERRUPTED);
		assertThat(run.flag()).isTrue();
		assertThat(this.issuer.http01.open()).isZero();
	}

	@Test
	void anInterruptEndsTheWaitAndIsKept() throws Exception {
		this.server.behaviour().validationDelay(Duration.ofSeconds(30));
		CountDownLatch triggered = new CountDownLatch(1);
		this.server.faults().on(Operation.CHALLENGE).apply((request, processing) -> {
			ServerResponse response = processing.get();
			triggered.countDown();
			return response;
		});
		InterruptedRun run = interrupt(triggered);
		assertThat(run.failure().getReason()).isEqualTo(Reason.INTERRUPTED);
		assertThat(run.flag()).isTrue();
		assertThat(this.issuer.http01.open()).isZero();
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
	}

	@Test
	void halfOfTheNoncesMayBeRejected() {
		this.server.behaviour().badNonceRate(0.5);
		assertThat(issuePatiently("a.example.org", Reason.SERVER)).isNotNull();
	}

	@Test
	void aBadNonceWithoutANewOneRecovers() {
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.times(1)
			.apply((request,
					processing) -> Problem.of(ProblemType.BAD_NONCE, "stale").response().withoutHeader("Replay-Nonce"));
		this.issuer.issue("b.example.org");
		assertThat(this.issuer.requests).startsWith("newOrder badNonce", "newNonce success", "newOrder success");
	}

	@Test
	void aLostAnswerToFinalizeIsNoLoss() {
		this.server.faults().on(Operation.FINALIZE).times(1).loseAnswer();
		this.issuer.issue("a.example.org");
		assertThat(this.server.issued()).hasSize(1);
		assertThat(this.issuer.count("finalize")).isEqualTo(1);
	}

	@Test
	void aDroppedConnectionIsAMatterOfTheNetwork() {
		this.server.faults().on(Operation.AUTHORIZATION).dropConnection();
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(failure).hasMessageContaining("Unable to ask the CA 'ca' for authorization");
		assertThat(this.issuer.requests).contains("authorization io");
	}

	@Test
	void aPageInsteadOfADirectoryIsNotKept() {
		this.server.faults().on(Operation.DIRECTORY).html();
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.PROTOCOL);
		assertThat(failure).hasMessageContaining("'acme.issuers.ca.directory-url'");
		this.server.faults().clear();
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
	}

	@Test
	void aDirectoryWithoutContentIsNotKept() {
		this.server.faults()
			.on(Operation.DIRECTORY)
			.apply((request, processing) -> ServerResponse.of(200, "application/json", "{}"));
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.PROTOCOL);
		this.server.faults().clear();
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
	}

	@Test
	void aProblemWithoutATypeIsUnderstood() {
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.apply((request, processing) -> ServerResponse.of(500, "application/problem+json",
					"{\"detail\":\"oops\"}"));
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.SERVER);
	}

	@Test
	void theDirectoryIsFetchedOnce() {
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.issuer.issue("b.example.org");
		assertThat(this.server.requestCount(Operation.DIRECTORY)).isEqualTo(1);
	}

	@Test
	void aServerThatIsNotTrustedNamesTheBundle() {
		try (TestIssuer stranger = new TestIssuer(this.server.directoryUrl().toString(), null,
				new Http01TestServer())) {
			AcmeException failure = stranger.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
			assertThat(failure).hasMessageContaining("is not trusted")
				.hasMessageContaining("'acme.issuers.ca.ssl-bundle'");
		}
	}

	@Test
	void aBundleThatIsMendedIsReadAgain() {
		this.issuer.sslBundle(null).failure("a.example.org");
		this.issuer.sslBundle(this.server.sslBundle());
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
	}

	@Test
	void aCaThatIsNotThereIsAMatterOfTheNetwork() {
		this.server.close();
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(this.issuer.requests).containsExactly("directory io");
	}

	private static Duration waitForASlowOrder(Duration skewOfTheCa, Duration ourSkew) {
		VirtualTimeline time = new VirtualTimeline();
		try (AcmeTestServer slow = AcmeTestServer.builder()
			.asyncValidation(false)
			.slowOrders(1)
			.retryAfter(Duration.ofSeconds(1))
			.start(); TestIssuer client = new TestIssuer(slow)) {
			slow.faults().everywhere().clockSkew(skewOfTheCa);
			client.clock(Clock.offset(Clock.systemUTC(), ourSkew)).timelines(() -> time).issue("a.example.org");
			return time.elapsed();
		}
	}

	private IssuedCertificate issuePatiently(String domain, Reason trouble) {
		for (int attempt = 0; attempt < 5; attempt++) {
			try {
				return this.issuer.issue(domain);
			}
			catch (AcmeException ex) {
				assertThat(ex.getReason()).isEqualTo(trouble);
			}
		}
		return this.issuer.issue(domain);
	}

	private InterruptedRun interrupt(CountDownLatch moment) throws Exception {
		CompletableFuture<InterruptedRun> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			AcmeException failure = this.issuer.failure("a.example.org");
			result.complete(new InterruptedRun(failure, Thread.currentThread().isInterrupted()));
		});
		thread.start();
		assertThat(moment.await(20, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		return result.get(30, TimeUnit.SECONDS);
	}

	private record InterruptedRun(AcmeException failure, boolean flag) {

	}

}
