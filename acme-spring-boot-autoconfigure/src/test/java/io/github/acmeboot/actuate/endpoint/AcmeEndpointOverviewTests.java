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

package io.github.acmeboot.actuate.endpoint;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.acmeboot.RateLimit;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificate;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What {@link AcmeEndpoint} shows of the limits of the CAs, and of certificates that are
 * not looked after.
 */
class AcmeEndpointOverviewTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final AcmeManager manager = mock();

	private final RemainingLimits limits = mock();

	private final UnconfiguredCertificates unconfigured = mock();

	private final WebApplicationContextRunner contextRunner = EndpointApplication.contextRunner()
		.withBean(AcmeManager.class, () -> this.manager);

	private final WebApplicationContextRunner completeRunner = this.contextRunner
		.withBean(RemainingLimits.class, () -> this.limits)
		.withBean(UnconfiguredCertificates.class, () -> this.unconfigured);

	@BeforeEach
	void knowTheStore() {
		given(this.manager.storeStatus()).willReturn(new StoreStatus("file", NOW, null, null, null));
		given(this.unconfigured.find()).willReturn(Optional.of(List.of()));
	}

	@Test
	void showsWhatIsSpentOfTheLimitsAndWhatTheCaWantsUsToWaitWith() {
		Instant tomorrow = NOW.plus(Duration.ofDays(1));
		given(this.limits.all()).willReturn(List.of(new RateLimitStatus("le", URI.create("https://ca.example/dir"),
				List.of(new RateLimitStatus.Spent(Limit.NEW_ORDERS, new RateLimit(300, Duration.ofHours(3)), null, 0,
						300, null),
						new RateLimitStatus.Spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET,
								new RateLimit(5, Duration.ofDays(7)), "a.example.com b.example.com", 4, 1, tomorrow)),
				List.of(new RateLimitStatus.Held("a new order for 'example.com'", "example.com", NOW, tomorrow)),
				Map.of("a.example.com", 3))));
		this.completeRunner.run((context) -> JSONAssert.assertEquals("""
				{"rateLimits": {"le": {
					"limits": [
						{"limit": "new-orders", "size": "300/3h", "spent": 0, "remaining": 300},
						{"limit": "certificates-per-identifier-set", "size": "5/7d",
							"names": "a.example.com b.example.com", "spent": 4, "remaining": 1,
							"next": "2030-01-02T00:00:00Z"}
					],
					"retryAfter": [
						{"what": "a new order for 'example.com'", "names": "example.com",
							"since": "2030-01-01T00:00:00Z", "until": "2030-01-02T00:00:00Z"}
					],
					"failuresInARow": {"a.example.com": 3}
				}}, "certificates": {}, "unconfigured": {}, "accounts": {},
				"store": {"type": "file", "state": "AVAILABLE", "lastSuccess": "2030-01-01T00:00:00Z"}}""",
				EndpointApplication.get(context, "").body(), true));
	}

	@Test
	void showsCertificatesThatAreNotLookedAfter() {
		given(this.unconfigured.find())
			.willReturn(Optional.of(List.of(new UnconfiguredCertificate("gone", NOW, NOW.plus(Duration.ofDays(14))),
					new UnconfiguredCertificate("unreadable", null, null))));
		this.completeRunner.run((context) -> JSONAssert.assertEquals("""
				{"unconfigured": {
					"gone": {"notAfter": "2030-01-01T00:00:00Z", "removal": "2030-01-15T00:00:00Z"},
					"unreadable": {}
				}}""", EndpointApplication.get(context, "").body(), false));
	}

	@Test
	void leavesThemOutWhileTheyAreNotKnown() {
		given(this.unconfigured.find()).willReturn(Optional.empty());
		this.completeRunner
			.run((context) -> assertThat(EndpointApplication.get(context, "").body()).doesNotContain("unconfigured"));
	}

	@Test
	void doesWithoutThemIfTheIssuerHasNoLimits() {
		this.contextRunner.run((context) -> JSONAssert.assertEquals("{\"certificates\": {}, \"rateLimits\": {}}",
				EndpointApplication.get(context, "").body(), false));
	}

}
