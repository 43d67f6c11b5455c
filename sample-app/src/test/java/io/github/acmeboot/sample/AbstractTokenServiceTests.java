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

package io.github.acmeboot.sample;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service does, whatever keeps its tokens.
 */
public abstract class AbstractTokenServiceTests {

	private static final String MAIL = "mail:mailmail";

	private static final String GATEWAY = "gateway:gatewaygateway";

	protected abstract RunningSample sample();

	@Test
	void tellsWhatATokenIsGoodFor() {
		TokenClient shop = sample().shop();
		JsonNode answer = shop.introspect(shop.token());
		assertThat(answer.get("active").asBoolean()).isTrue();
		assertThat(answer.get("client_id").asString()).isEqualTo("shop");
		assertThat(answer.get("scope").asString()).isEqualTo("read write");
		assertThat(answer.get("token_type").asString()).isEqualTo("Bearer");
		assertThat(answer.get("exp").asLong() - answer.get("iat").asLong()).isEqualTo(3600);
	}

	@Test
	void givesTheScopeThatIsAskedFor() {
		TokenClient shop = sample().shop();
		JsonNode answer = TokenClient
			.json(shop.post("/oauth2/token", "grant_type", "client_credentials", "scope", "write"));
		assertThat(answer.get("scope").asString()).isEqualTo("write");
		assertThat(answer.get("expires_in").asLong()).isEqualTo(3600);
		assertThat(shop.introspect(answer.get("access_token").asString()).get("scope").asString()).isEqualTo("write");
	}

	@Test
	void aParameterWithoutAValueIsOmitted() {
		TokenClient shop = sample().shop();
		JsonNode answer = TokenClient
			.json(shop.post("/oauth2/token", "grant_type", "client_credentials", "scope", "", "client_secret", ""));
		assertThat(answer.get("scope").asString()).isEqualTo("read write");
		assertThat(shop
			.post("/oauth2/revoke", "token", answer.get("access_token").asString(), "token_type_hint", "", "client_id",
					"", "client_secret", "")
			.statusCode()).isEqualTo(200);
	}

	@Test
	void looksUpManyTokensInTheOrderInWhichTheyAreAskedFor() {
		TokenClient shop = sample().shop();
		List<String> tokens = new ArrayList<>();
		for (int index = 0; index < 40; index++) {
			tokens.add(shop.token());
			tokens.add((index % 2 == 0) ? "unknown" : "tgx_" + "x".repeat(43));
		}
		tokens.add(tokens.get(0));
		List<JsonNode> answers = shop.lookup(tokens);
		assertThat(answers).hasSize(81);
		for (int index = 0; index < answers.size(); index++) {
			assertThat(answers.get(index).get("active").asBoolean()).as("token %d", index).isEqualTo(index % 2 == 0);
		}
	}

	@Test
	void tellsTheTimeLeft() {
		TokenClient shop = sample().shop();
		JsonNode answer = TokenClient.json(shop.post("/tokens/expiry", "token", shop.token()));
		assertThat(answer.get("active").asBoolean()).isTrue();
		assertThat(answer.get("expires_in").asLong()).isBetween(3000L, 3600L);
		assertThat(shop.post("/tokens/expiry", "token", "unknown").body()).isEqualTo("{\"active\":false}");
	}

	@Test
	void aRevokedTokenIsNotActiveAnyMore() {
		TokenClient shop = sample().shop();
		String token = shop.token();
		assertThat(shop.post("/oauth2/revoke", "token", token).statusCode()).isEqualTo(200);
		assertThat(shop.introspect(token).toString()).isEqualTo("{\"active\":false}");
		assertThat(shop.post("/oauth2/revoke", "token", token).statusCode()).isEqualTo(200);
	}

	@Test
	void revokesNothingThatIsNotKnown() {
		TokenClient shop = sample().shop();
		assertThat(shop.post("/oauth2/revoke", "token", "unknown", "token_type_hint", "refresh_token").statusCode())
			.isEqualTo(200);
		assertThat(shop.post("/oauth2/revoke", "token", "tgx_" + "x".repeat(43)).statusCode()).isEqualTo(200);
	}

	@Test
	void aClientIsToldOfItsOwnTokensOnly() {
		TokenClient shop = sample().shop();
		String token = shop.token();
		TokenClient mail = shop.as(MAIL);
		assertThat(mail.introspect(token).toString()).isEqualTo("{\"active\":false}");
		assertThat(mail.lookup(List.of(token))).extracting(JsonNode::toString).containsExactly("{\"active\":false}");
		assertThat(mail.post("/tokens/expiry", "token", token).body()).isEqualTo("{\"active\":false}");
	}

	@Test
	void aResourceServerIsToldOfAllTokens() {
		TokenClient shop = sample().shop();
		String token = shop.token();
		assertThat(shop.as(GATEWAY).introspect(token).get("client_id").asString()).isEqualTo("shop");
	}

	@Test
	void nobodyRevokesATokenOfAnotherClient() {
		TokenClient shop = sample().shop();
		String token = shop.token();
		for (String other : List.of(MAIL, GATEWAY)) {
			HttpResponse<String> response = shop.as(other).post("/oauth2/revoke", "token", token);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.body()).contains("\"error\":\"unauthorized_client\"");
		}
		assertThat(shop.introspect(token).get("active").asBoolean()).isTrue();
	}

	@Test
	void countsAndMeasuresByTheNamesThatDashboardsUse() {
		TokenClient shop = sample().shop();
		shop.introspect(shop.token());
		shop.post("/oauth2/token", "grant_type", "password");
		assertThat(shop.as("").get("/actuator/prometheus").body())
			.containsPattern("(?m)^tokenginx_token_created_total [1-9]")
			.containsPattern("(?m)^tokenginx_token_retrieved_total [1-9]")
			.containsPattern(
					"tokenginx_operation_duration_seconds_count\\{operation=\"create\",outcome=\"rejected\"\\} [1-9]")
			.containsPattern(
					"tokenginx_operation_duration_seconds_bucket\\{operation=\"create\",outcome=\"success\",le=");
	}

	@Test
	void isReady() {
		assertThat(sample().shop().as("").get("/actuator/health/readiness").statusCode()).isEqualTo(200);
	}

}
