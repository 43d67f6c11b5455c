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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where tokens and secrets must not be seen.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String[] SECRETS = { "shopshop", "mailmail", "gatewaygateway", "olgaolga" };

	@Test
	void noEndpointShowsASecretEvenToOperatorsWhoMaySeeValues() {
		try (RunningSample sample = RunningSample.start("management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.loggers.access=none", "spring.data.redis.password=redis-secret")) {
			TokenClient olga = sample.shop().as("olga:olgaolga");
			assertThat(olga.get("/actuator/env").body()).contains("tokens.clients.shop.secret", "read,write")
				.doesNotContain(SECRETS)
				.doesNotContain("redis-secret");
			assertThat(olga.get("/actuator/configprops").body()).contains("tokens.memory", "resourceServer")
				.doesNotContain(SECRETS)
				.doesNotContain("redis-secret");
			assertThat(olga.get("/actuator/env/tokens.clients.shop.secret").body()).contains("property")
				.doesNotContain(SECRETS);
		}
	}

	@Test
	void noTokenAndNoSecretIsLoggedWhateverTheLevel(CapturedOutput output) {
		try (RunningSample sample = RunningSample.start("logging.level.io.github.acmeboot=trace",
				"logging.level.org.springframework.web=trace", "logging.level.org.springframework.security=trace",
				"logging.level.org.springframework.http=trace", "logging.level.org.springframework.boot=trace")) {
			TokenClient shop = sample.shop();
			String token = shop.token();
			String inForm = TokenClient
				.json(shop.as("")
					.post("/oauth2/token", "grant_type", "client_credentials", "client_id", "shop", "client_secret",
							"shopshop"))
				.get("access_token")
				.asString();
			shop.introspect(token);
			shop.lookup(List.of(token, inForm));
			shop.post("/tokens/expiry", "token", token);
			shop.as("mail:mailmail").post("/oauth2/revoke", "token", token);
			shop.as("shop:wrong-secret").post("/oauth2/revoke", "token", token);
			shop.post("/oauth2/revoke", "token", token);
			shop.as("olga:olgaolga").get("/actuator/acme");
			for (String json : List.of("{\"tokens\":[%s]}", "%s", "\"%s\"", "{\"tokens\":\"%s\"}",
					"{\"tokens\":[\"%s\"", "{\"tokens\":[{\"%1$s\":\"%1$s\"}]}", "{\"tokens\":{\"%1$s\":\"%1$s\"}}")) {
				assertThat(shop.send(lookup(shop, json.formatted(token))).statusCode()).isEqualTo(400);
			}
			assertThat(output).contains("POST \"/oauth2/token\"", "LookupRequest[2 tokens]", "TRACE",
					"The JSON is malformed in line 1, column 12");
			assertThat(output).doesNotContain(token.substring(0, 8), inForm, "wrong-secret").doesNotContain(SECRETS);
		}
	}

	private static HttpRequest.Builder lookup(TokenClient client, String json) {
		return client.request("/tokens/lookup")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json));
	}

}
