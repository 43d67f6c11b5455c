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

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wildcards by dns-01, and what goes wrong with the provider, the zone and its servers.
 */
final class DnsRows {

	private static final String AREA = "dns-01";

	private static final String NOBODY = "127.0.0.9";

	private static final Duration SWEPT_BY = Duration.ofDays(1);

	private DnsRows() {
	}

	static List<FaultRow> all() {
		return List.of(
				row("the provider fails once", "The provider of the test is unable to add TXT")
					.when((scene) -> scene.dns().provider().failsToAddOnce(Reason.DNS))
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the provider fails for now", "The provider of the test is unable to add TXT")
					.when((scene) -> scene.dns().provider().failsToAdd(Reason.DNS))
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the provider refuses for good", "The provider of the test is unable to add TXT")
					.when((scene) -> scene.dns().provider().failsToAdd(Reason.CONFIGURATION))
					.expect(FaultOutcome.failed(Reason.CONFIGURATION, Next.OPERATOR, 1, 2)),
				row("the record is never seen on one of two servers", "is not visible to everybody after 6s",
						"ns2.example.org")
					.when((scene) -> scene.dns().stopTransfers())
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the record is late on one of two servers").when(DnsRows::transferAtTheThirdLook)
					.expect(FaultOutcome.issued(1)),
				row("one of two servers knows nothing of the zone", "ns2.example.org", "is not authoritative")
					.when((scene) -> scene.dns().secondary().faults().everywhere().lame())
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the servers of the zone are unreachable", "127.0.0.9")
					.when((scene) -> scene.dns().moveServers(NOBODY, NOBODY))
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the resolver answers SERVFAIL", "answers SERVFAIL", "acme.challenge.dns.propagation.resolvers")
					.when((scene) -> scene.dns().primary().faults().everywhere().serverFailure())
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the CNAME records go in a circle", "go in a circle").when(DnsRows::delegateInACircle)
					.expect(FaultOutcome.failed(Reason.DNS, Next.SCHEDULE, 1, 1)),
				row("the records are gone when the CA looks", "2 names by dns-01", "; '*.",
						"NXDOMAIN looking up TXT for", "Check that the TXT record of")
					.when((scene) -> whenTheCaLooks(scene, () -> scene.dns().zone().removeAll(record(scene))))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)),
				row("the records are others when the CA looks", "Incorrect TXT record \"another\" found at",
						"Check that the TXT record of")
					.when((scene) -> whenTheCaLooks(scene,
							() -> scene.dns().zone().removeAll(record(scene)).txt(record(scene), "another")))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)),
				row("the servers fail when the CA looks", "SERVFAIL looking up TXT for", "Check that the TXT record of")
					.when((scene) -> whenTheCaLooks(scene,
							() -> scene.dns().primary().faults().on(record(scene)).serverFailure()))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)),
				FaultRow.of(AREA, "the provider cannot remove the records")
					.set(DnsRows::beginWithAWildcard)
					.when((scene) -> scene.dns().provider().failsToRemove(Reason.DNS))
					.check(DnsRows::assertSwept)
					.expect(FaultOutcome.issued(1)));
	}

	private static FaultRow.Builder row(String fault, String... words) {
		return FaultRow.of(AREA, fault).set(DnsRows::beginWithAWildcard).until((scene) -> {
			scene.assertSays(words);
			scene.dns().zone().removeAll(record(scene));
		}).check(DnsRows::assertNothingLeft);
	}

	private static void beginWithAWildcard(FaultScene scene) {
		scene.wanted().challenge("dns-01");
		scene.wanted().names("*." + scene.host());
		scene.begin();
		assertNothingLeft(scene);
	}

	private static void transferAtTheThirdLook(FaultScene scene) {
		scene.dns().stopTransfers();
		scene.dns().secondary().faults().on(record(scene)).times(2).before((query) -> {
		});
		scene.dns().secondary().faults().on(record(scene)).before((query) -> scene.dns().transferNow());
	}

	private static void delegateInACircle(FaultScene scene) {
		String there = "there." + scene.host();
		scene.dns().zone().cname(record(scene), there).cname(there, record(scene));
	}

	private static void whenTheCaLooks(FaultScene scene, Runnable trouble) {
		scene.faults().on(Operation.CHALLENGE).apply((request, processing) -> {
			trouble.run();
			return processing.get();
		});
	}

	private static void assertNothingLeft(FaultScene scene) {
		assertThat(scene.dns().answers(scene.host())).isEmpty();
	}

	private static void assertSwept(FaultScene scene) {
		assertThat(scene.dns().answers(scene.host())).hasSize(2);
		scene.dns().recover();
		scene.time().advance(SWEPT_BY);
		assertNothingLeft(scene);
	}

	private static String record(FaultScene scene) {
		return FaultyDns.record(scene.host());
	}

}
