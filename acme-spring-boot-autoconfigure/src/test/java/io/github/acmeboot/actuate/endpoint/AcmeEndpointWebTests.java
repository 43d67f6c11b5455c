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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.PlannedStep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for what the endpoint {@code acme} shows by HTTP.
 */
class AcmeEndpointWebTests extends AbstractAcmeEndpointWebTests {

	@Test
	void listsTheCertificates() {
		this.contextRunner.run((context) -> {
			HttpResponse<String> response = get(context, "");
			assertThat(response.statusCode()).isEqualTo(200);
			JSONAssert.assertEquals("""
					{"certificates": {"web": {
						"domains": ["example.com", "www.example.com"],
						"state": "VALID",
						"issuer": "letsencrypt",
						"serial": "0a1b",
						"notBefore": "2030-01-01T00:00:00Z",
						"notAfter": "2030-01-02T00:00:00Z",
						"renewal": "2030-01-01T01:00:00Z",
						"nextAttempt": "2030-01-01T01:00:00Z",
						"generation": 7,
						"rolledBack": true,
						"explanationUrl": "https://ca.example/incident",
						"lastFailure": {
							"reason": "RATE_LIMITED",
							"message": "Too many certificates",
							"at": "2030-01-01T00:00:00Z",
							"count": 2
						}
					}}, "accounts": {"letsencrypt": {
						"directory": "https://ca.example.com/directory",
						"state": "VALID",
						"url": "https://ca.example.com/account/1",
						"contact": ["ops@example.com"]
					}}, "rateLimits": {}, "store": {
						"type": "redis",
						"state": "IN_TROUBLE",
						"lastSuccess": "2030-01-01T00:00:00Z",
						"trouble": {
							"kind": "READ_ONLY",
							"message": "It is a replica.",
							"since": "2030-01-01T00:00:00Z"
						},
						"localCopy": {"message": "The disk is full."}
					}}""", response.body(), true);
		});
	}

	@Test
	void showsOneCertificate() {
		this.contextRunner.run((context) -> {
			HttpResponse<String> response = get(context, "/web");
			assertThat(response.statusCode()).isEqualTo(200);
			JSONAssert.assertEquals("{\"state\": \"VALID\", \"serial\": \"0a1b\"}", response.body(), false);
		});
	}

	@Test
	void leavesOutWhatAPlaceholderDoesNotHave() {
		CertificateStatus placeholder = new CertificateStatus("new", List.of(Identifier.of("example.com")),
				State.PLACEHOLDER, null, null, null, null, null, null, null, 0, false, null);
		given(this.manager.status("new")).willReturn(Optional.of(placeholder));
		this.contextRunner.run((context) -> JSONAssert.assertEquals(
				"{\"domains\": [\"example.com\"], \"state\": \"PLACEHOLDER\", \"rolledBack\": false}",
				get(context, "/new").body(), true));
	}

	@Test
	void showsThePlan() {
		Cost cost = new Cost(Limit.NEW_ORDERS, new RateLimit(5, Duration.ofDays(7)), null, 3, 2);
		CertificatePlan plan = new CertificatePlan("web", PlannedStep.RETRY, NOW, NOW.plusSeconds(60), "Failed.",
				new CertificatePlan.Suggestion(NOW, NOW, NOW),
				List.of(new CertificatePlan.Source("letsencrypt", false, true, false, List.of(cost), NOW, "Spent.")));
		given(this.manager.plan("web")).willReturn(Optional.of(plan));
		String expected = """
				{"step": "RETRY", "at": "2030-01-01T00:00:00Z", "latest": "2030-01-01T00:01:00Z", "reason": "Failed.",
				"suggestion": {"start": "2030-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z",
					"next": "2030-01-01T00:00:00Z"},
				"issuers": [{"issuer": "letsencrypt", "asked": false, "underWay": false, "renewal": true,
					"exempt": false, "refusedUntil": "2030-01-01T00:00:00Z", "refusal": "Spent.",
					"limits": [{"limit": "new-orders", "size": "5/7d", "remaining": 3, "afterwards": 2}]}]}""";
		this.contextRunner.run((context) -> {
			JSONAssert.assertEquals(expected, get(context, "/web/plan").body(), true);
			JSONAssert.assertEquals("{\"certificates\": {\"web\": {\"plan\": " + expected + "}}}",
					get(context, "").body(), false);
			assertThat(get(context, "/other/plan").statusCode()).isEqualTo(404);
			assertThat(get(context, "/web/future").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void doesNotKnowAnUnknownCertificate() {
		this.contextRunner.run((context) -> assertThat(get(context, "/other").statusCode()).isEqualTo(404));
	}

	@Test
	void isNotThereUnlessItIsExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=info")
			.run((context) -> assertThat(context).doesNotHaveBean(AcmeEndpoint.class));
	}

	@Test
	void isNotThereWithoutAccess() {
		this.contextRunner.withPropertyValues("management.endpoint.acme.access=none")
			.run((context) -> assertThat(context).doesNotHaveBean(AcmeEndpoint.class));
	}

	private HttpResponse<String> get(AssertableWebApplicationContext context, String path) throws Exception {
		return send(HttpRequest.newBuilder(uri(context, path)).build());
	}

}
