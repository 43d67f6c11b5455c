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

package io.github.acmeboot.sample.token.memory;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.sample.RunningSample;
import io.github.acmeboot.sample.TokenClient;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens in memory as time goes by.
 */
class MemoryExpiryTests {

	@Test
	void aTokenEndsOnTheSecond() {
		try (RunningSample sample = start("tokens.time-to-live=90s")) {
			SettableClock clock = sample.bean(SettableClock.class);
			TokenClient shop = sample.shop();
			String token = shop.token();
			clock.advance(Duration.ofSeconds(89));
			assertThat(shop.introspect(token).get("active").asBoolean()).isTrue();
			assertThat(shop.post("/tokens/expiry", "token", token).body())
				.isEqualTo("{\"active\":true,\"expires_in\":1}");
			clock.advance(Duration.ofSeconds(1));
			assertThat(shop.introspect(token).toString()).isEqualTo("{\"active\":false}");
			assertThat(shop.lookup(List.of(token)).get(0).toString()).isEqualTo("{\"active\":false}");
			assertThat(shop.post("/tokens/expiry", "token", token).body()).isEqualTo("{\"active\":false}");
		}
	}

	@Test
	void aFullStoreRefusesUntilATokenEnds() {
		try (RunningSample sample = start("tokens.time-to-live=90s", "tokens.memory.max-tokens=2")) {
			TokenClient shop = sample.shop();
			String token = shop.token();
			shop.token();
			HttpResponse<String> response = shop.post("/oauth2/token", "grant_type", "client_credentials");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("Retry-After")).isPresent();
			assertThat(shop.introspect(token).get("active").asBoolean()).isTrue();
			sample.bean(SettableClock.class).advance(Duration.ofSeconds(90));
			assertThat(shop.introspect(shop.token()).get("active").asBoolean()).isTrue();
		}
	}

	private static RunningSample start(String... properties) {
		return RunningSample.start(List.of(Time.class), properties);
	}

	/**
	 * The time of the test.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean
		SettableClock clock() {
			return new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
		}

	}

}
