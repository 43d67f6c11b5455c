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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Held;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Spent;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimitStatus}, as {@link RateLimitLedger} tells it.
 */
class RateLimitStatusTests {

	private static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final LedgerRepository repository = new LedgerRepository(new InMemoryAcmeStore());

	private final SettableClock clock = new SettableClock(START);

	private final RateLimitLedger ledger = instance(RateLimitSettings.DEFAULT);

	@Test
	void everyLimitIsThereOnceWhileNothingIsSpent() {
		RateLimitStatus status = this.ledger.status();
		assertThat(status.issuer()).isEqualTo("le");
		assertThat(status.directory()).isEqualTo(LETS_ENCRYPT);
		assertThat(status.limits()).extracting(Spent::limit).containsExactly(Limit.values());
		assertThat(status.limits()).contains(spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET, null, 0, 5, null));
		assertThat(status.retryAfter()).isEmpty();
		assertThat(status.failuresInARow()).isEmpty();
	}

	@Test
	void whatOtherInstancesSpentIsCountedByItsNames() {
		RateLimitLedger other = instance(RateLimitSettings.DEFAULT);
		other.spendOrder(terms("www.example.com"));
		other.spendCertificate(terms("www.example.com", "example.com"));
		assertThat(this.ledger.status().limits()).contains(spent(Limit.NEW_ORDERS, null, 1, 299, null),
				spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "example.com www.example.com", 1, 4, null),
				spent(Limit.CERTIFICATES_PER_DOMAIN, "example.com", 1, 49, null));
	}

	@Test
	void itSaysWhenTheNextOrderIsSentThatNobodyAsksFor() {
		Stream.of(1, 2, 3, 4).forEach((i) -> {
			this.ledger.spendOrder(terms("www.example.com"));
			this.ledger.spendCertificate(terms("www.example.com"));
		});
		Instant next = START.plus(Duration.ofHours(168).dividedBy(5));
		assertThat(this.ledger.status().limits())
			.contains(spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "www.example.com", 4, 1, next));
		this.clock.advance(Duration.between(START, next));
		assertThat(this.ledger.status().limits())
			.contains(spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "www.example.com", 3, 2, null));
	}

	@Test
	void whatTheCaWantsUsToWaitWithIsThereWhateverLimitsAreKept() {
		RateLimitLedger unlimited = instance(new RateLimitSettings(false, Map.of()));
		Instant until = START.plusSeconds(7200);
		unlimited.hold(refusal("too many new orders recently", until), Operation.NEW_ORDER, terms("www.example.com"));
		unlimited.hold(refusal("too many certificates already issued for \"example.com\"", until.plusSeconds(1)),
				Operation.NEW_ORDER, terms("www.example.com"));
		assertThat(unlimited.status().limits()).isEmpty();
		assertThat(unlimited.status().retryAfter()).containsExactly(
				new Held("a new order for 'example.com'", "example.com", START, until.plusSeconds(1)),
				new Held("a new order", null, START, until));
		this.clock.advance(Duration.ofSeconds(7200));
		assertThat(unlimited.status().retryAfter()).hasSize(1);
	}

	@Test
	void failuresInARowAreThere() {
		this.ledger.countFailures(Set.of("www.example.com"));
		this.ledger.countFailures(Set.of("www.example.com"));
		assertThat(this.ledger.status().failuresInARow()).isEqualTo(Map.of("www.example.com", 2));
		assertThat(this.ledger.status().limits())
			.contains(spent(Limit.FAILED_AUTHORIZATIONS, "www.example.com", 2, 3, null));
	}

	private RateLimitLedger instance(RateLimitSettings settings) {
		return new RateLimitLedger("le", LETS_ENCRYPT, settings, this.repository, this.clock);
	}

	private static Spent spent(Limit limit, @Nullable String subject, int spent, int remaining,
			@Nullable Instant next) {
		RateLimit size = Optional.ofNullable(RateLimitSettings.DEFAULT.of(LETS_ENCRYPT).get(limit)).orElseThrow();
		return new Spent(limit, size, subject, spent, remaining, next);
	}

	private static OrderTerms terms(String... names) {
		List<Identifier> identifiers = Stream.of(names).map(Identifier::of).toList();
		return new OrderTerms("web", identifiers, false, false, false);
	}

	private static AcmeException refusal(String text, Instant retryAfter) {
		return new AcmeException(Reason.RATE_LIMITED, text, null, null, List.of(), retryAfter,
				Reason.RATE_LIMITED.remedy(), true);
	}

}
