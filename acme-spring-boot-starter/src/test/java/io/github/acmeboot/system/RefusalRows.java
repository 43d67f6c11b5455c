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

package io.github.acmeboot.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.test.fault.FaultPoint;
import io.github.acmeboot.test.profile.Profile;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.ratelimit.Limit;
import io.github.acmeboot.test.ratelimit.Purchase;
import io.github.acmeboot.test.ratelimit.RateLimiter;
import io.github.acmeboot.test.ratelimit.RateLimits;

/**
 * CAs that refuse: for now, because too much was asked of them, or for good.
 */
final class RefusalRows {

	private static final String AREA = "CA refuses";

	private static final Duration LATER = Duration.ofMinutes(95);

	private RefusalRows() {
	}

	static List<FaultRow> all() {
		return List.of(newOrder("429 with Retry-After in seconds", (scene, fault) -> {
			fault.rateLimit(LATER);
			scene.expectRetryAfter(LATER);
		}).expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.RETRY_AFTER, 0, 1)),
				newOrder("429 with Retry-After as a date", (scene, fault) -> {
					fault.rateLimit(scene.time().instant().plus(LATER));
					scene.expectRetryAfter(LATER);
				}).expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.RETRY_AFTER, 0, 1)),
				newOrder("429 with garbage for Retry-After", (scene, fault) -> fault.rateLimit("soon"))
					.expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.HOUR, 0, 1)),
				newOrder("429 without Retry-After",
						(scene, fault) -> fault.problem(ProblemType.RATE_LIMITED, "Slow down"))
					.expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.HOUR, 0, 1)),
				FaultRow.of(AREA, "too many certificates for the same set")
					.set(FaultScene::beginWithoutRenewalInfo)
					.when((scene) -> {
						exhaust(scene, LATER);
						scene.expectRetryAfter(LATER);
					})
					.until((scene) -> scene.ca().rateLimiter().enforce(RateLimits.none()))
					.expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.RETRY_AFTER, 0, 1)),
				FaultRow.of(AREA, "every limit is reached, but the order replaces a certificate")
					.when((scene) -> exhaust(scene, Duration.ofDays(365)))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "the name is paused")
					.set(FaultScene::beginWithoutRenewalInfo)
					.when((scene) -> scene.ca()
						.accounts()
						.forEach((account) -> scene.ca()
							.rateLimiter()
							.pause(account.getId(), Identifier.of(scene.host()))))
					.until((scene) -> scene.ca()
						.accounts()
						.forEach((account) -> scene.ca().rateLimiter().unpause(account.getId())))
					.expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.OPERATOR, 0, 1)),
				newOrder("the certificate was replaced already",
						(scene, fault) -> fault.times(1).problem(ProblemType.ALREADY_REPLACED, "Replaced already"))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "the profile is no longer offered").set((scene) -> {
					scene.ca().behaviour().profiles().offer(Profile.of("short", Duration.ofDays(20)));
					scene.wanted().profile("short");
					scene.begin();
				}).when((scene) -> scene.ca().behaviour().profiles().withdraw("short")).expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "one bad name of ten").set((scene) -> {
					scene.wanted()
						.names("b.example.org", "c.example.org", "d.example.org", "e.example.org", "f.example.org",
								"g.example.org", "h.example.org", "i.example.org", "bad.example.org");
					scene.begin();
				})
					.when((scene) -> scene.ca().behaviour().blockedIdentifiers("bad.example.org"))
					.until((scene) -> scene.ca().behaviour().blockedIdentifiers())
					.expect(FaultOutcome.failed(Reason.REJECTED_IDENTIFIER, Next.OPERATOR, 0, 1)),
				newOrder("CAA forbids it", (scene, fault) -> fault.problem(ProblemType.CAA, "CAA forbids it"))
					.expect(FaultOutcome.failed(Reason.REJECTED_IDENTIFIER, Next.OPERATOR, 0, 1)),
				FaultRow.of(AREA, "finalize: badCSR")
					.when((scene) -> scene.faults().on(Operation.FINALIZE).problem(ProblemType.BAD_CSR, "No"))
					.expect(FaultOutcome.failed(Reason.CONFIGURATION, Next.OPERATOR, 1, 2)),
				newOrder("serverInternal once",
						(scene, fault) -> fault.times(1).problem(ProblemType.SERVER_INTERNAL, "Oops"))
					.expect(FaultOutcome.issued(1)),
				newOrder("serverInternal again and again",
						(scene, fault) -> fault.problem(ProblemType.SERVER_INTERNAL, "Oops"))
					.expect(FaultOutcome.failed(Reason.SERVER, Next.SCHEDULE, 0, 1)),
				newOrder("503 and a page in HTML, with Retry-After", (scene, fault) -> {
					fault.unavailable(LATER);
					scene.expectRetryAfter(LATER);
				}).expect(FaultOutcome.failed(Reason.SERVER, Next.RETRY_AFTER, 0, 1)),
				newOrder("an unknown problem",
						(scene, fault) -> fault
							.respond((request) -> new Problem("newFangled", 403, "No", Map.of(), Map.of())))
					.expect(FaultOutcome.failed(Reason.PROTOCOL, Next.SCHEDULE, 0, 1)),
				nonces("50 % of the nonces are rejected", 0.5).expect(FaultOutcome.issued(1)),
				nonces("90 % of the nonces are rejected", 0.9)
					.expect(FaultOutcome.failed(Reason.SERVER, Next.SCHEDULE, 1, 1)));
	}

	private static void exhaust(FaultScene scene, Duration period) {
		RateLimits limits = RateLimits.none();
		for (Limit limit : Limit.values()) {
			limits = limits.with(limit, 1, period);
		}
		RateLimiter limiter = scene.ca().rateLimiter();
		limiter.enforce(limits);
		Identifier name = Identifier.of(scene.host());
		scene.ca().accounts().forEach((account) -> {
			limiter.authorizationFailed(account.getId(), name);
			limiter.certificateIssued(new Purchase(account.getId(), List.of(name), Purchase.Kind.NEW));
		});
	}

	private static FaultRow.Builder nonces(String fault, double rate) {
		return FaultRow.of(AREA, fault)
			.when((scene) -> scene.ca().behaviour().badNonceRate(rate))
			.until((scene) -> scene.ca().behaviour().badNonceRate(0));
	}

	private static FaultRow.Builder newOrder(String fault, Refusal refusal) {
		return FaultRow.of(AREA, "newOrder: " + fault)
			.when((scene) -> refusal.apply(scene, scene.faults().on(Operation.NEW_ORDER)));
	}

	private interface Refusal {

		void apply(FaultScene scene, FaultPoint fault);

	}

}
