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
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered to requests that are wrong, over HTTPS. None of them creates a token,
 * or ends one.
 */
class OAuthErrorsTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String JSON = "application/json";

	private static final String GRANT = "grant_type=client_credentials";

	private static final String MAIL = "mail:mailmail";

	private static RunningSample sample;

	private static TokenClient shop;

	private String token = "";

	private double created;

	@BeforeAll
	static void start() {
		sample = RunningSample.startWithHttps();
		sample.awaitCertificate();
		shop = sample.shopWithHttps();
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@BeforeEach
	void createToken() {
		this.token = shop.token();
		this.created = created();
	}

	@AfterEach
	void nothingIsCreatedAndNothingIsLost() {
		assertThat(created()).isEqualTo(this.created);
		assertThat(shop.introspect(this.token).get("active").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/oauth2/token, scope=read", "/oauth2/token, grant_type=", "/oauth2/introspect, tokens=a",
			"/oauth2/introspect, token=", "/oauth2/revoke, token_type_hint=access_token", "/tokens/expiry, tokens=a" })
	void aParameterIsMissing(String path, String form) {
		HttpResponse<String> response = post(path, form);
		assertError(response, 400, "invalid_request");
		assertThat(response.body()).contains("is missing");
	}

	@ParameterizedTest
	@CsvSource({ "/oauth2/token, grant_type=client_credentials&scope=read&scope=write",
			"/oauth2/token, grant_type=client_credentials&grant_type=client_credentials",
			"/oauth2/token, grant_type=client_credentials&unknown=1&unknown=2", "/oauth2/introspect, token=a&token=b",
			"/oauth2/revoke, token=a&token=b", "/tokens/expiry, token=a&token=b" })
	void aParameterIsThereTwice(String path, String form) {
		assertError(post(path, form), 400, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token?grant_type=client_credentials", "/oauth2/introspect?token=a",
			"/oauth2/revoke?token=a", "/tokens/expiry?token=a" })
	void aParameterIsInTheAddress(String path) {
		assertError(post(path, GRANT), 400, "invalid_request");
	}

	@Test
	void aParameterThatIsUnknownIsIgnored() {
		HttpResponse<String> response = post("/oauth2/introspect", "unknown=1&token=" + this.token);
		assertThat(TokenClient.json(response).get("active").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/oauth2/token, application/json", "/oauth2/introspect, text/plain", "/oauth2/revoke, nonsense",
			"/tokens/expiry, multipart/form-data", "/tokens/lookup, application/x-www-form-urlencoded",
			"/tokens/lookup, text/plain" })
	void theContentTypeIsWrong(String path, String contentType) {
		assertError(send(path, contentType, GRANT), 400, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/tokens/expiry", "/tokens/lookup" })
	void theMethodIsWrong(String path) {
		for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
			HttpResponse<String> response = shop.send(shop.request(path).method(method, BodyPublishers.noBody()));
			assertError(response, 405, "invalid_request");
			assertThat(response.headers().firstValue("Allow")).hasValue("POST");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/oauth2/token, text/html", "/oauth2/introspect, application/xml", "/oauth2/revoke, text/html",
			"/tokens/expiry, image/png", "/tokens/lookup, text/plain" })
	void theClientDoesNotAcceptJson(String path, String accepted) {
		String contentType = path.endsWith("lookup") ? JSON : FORM;
		String body = path.endsWith("lookup") ? "{\"tokens\":[]}" : GRANT + "&token=" + this.token;
		assertError(shop.send(request(shop, path, contentType, body).header("Accept", accepted)), 406,
				"invalid_request");
	}

	@Test
	void theAddressIsUnknown() {
		assertError(post("/oauth2/unknown", GRANT), 404, "invalid_request");
		assertError(post("/error", GRANT), 404, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic", "Basic !", "Basic c2hvcA==", "Basic c2hvcDolenp6", "Bearer abc",
			"Basic c2hvcDpzaG9wc2hvcA" + "\u00e4" })
	void theAuthorizationIsMalformed(String authorization) {
		TokenClient anyone = shop.as("");
		assertUnauthorized(anyone
			.send(request(anyone, "/oauth2/token", FORM, GRANT).header("Authorization", ascii(authorization))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "unknown:unknown", "shop:wrong", "shop:", ":shopshop", "Shop:shopshop",
			"olga:olgaolga", "shop:{noop}shopshop" })
	void theClientIsNotAuthenticated(String credentials) {
		TokenClient other = shop.as(credentials);
		for (String path : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/tokens/expiry")) {
			assertUnauthorized(
					other.send(request(other, path, FORM, "grant_type=client_credentials&token=" + this.token)));
		}
		assertUnauthorized(other.send(request(other, "/tokens/lookup", JSON, "{\"tokens\":[]}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id=shop", "client_secret=shopshop", "client_id=shop&client_secret=wrong",
			"client_id=&client_secret=", "client_id=unknown&client_secret=shopshop" })
	void theCredentialsInTheFormAreWrong(String credentials) {
		TokenClient anyone = shop.as("");
		assertUnauthorized(anyone.send(request(anyone, "/oauth2/token", FORM, GRANT + "&" + credentials)));
	}

	@Test
	void credentialsInTheAddressAreNone() {
		TokenClient anyone = shop.as("");
		assertUnauthorized(anyone
			.send(request(anyone, "/oauth2/token?client_id=shop&client_secret=shopshop", "text/plain", GRANT)));
	}

	@Test
	void theClientAuthenticatesInTwoWays() {
		assertError(post("/oauth2/token", GRANT + "&client_id=shop&client_secret=shopshop"), 400, "invalid_request");
		TokenClient anyone = shop.as("");
		assertError(anyone.send(request(anyone, "/oauth2/token", FORM,
				GRANT + "&client_id=shop&client_id=shop&client_secret=shopshop")), 400, "invalid_request");
	}

	@Test
	void aParameterOfTheOtherWayThatHasNoValueIsOmitted() {
		HttpResponse<String> response = post("/oauth2/introspect",
				"client_id=&client_secret=&client_secret=&token=" + this.token);
		assertError(response, 400, "invalid_request");
		assertThat(response.body()).contains("must not be there twice");
		assertThat(TokenClient.json(post("/oauth2/introspect", "client_id=&client_secret=&token=" + this.token))
			.get("active")
			.asBoolean()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin", "read+admin", "Read", "read++write", "+read", "%22", "%5C", "%C3%A4" })
	void theScopeIsNotOneOfTheClient(String scope) {
		assertError(post("/oauth2/token", GRANT + "&scope=" + scope), 400, "invalid_scope");
	}

	@Test
	void theScopeIsTooLong() {
		assertError(post("/oauth2/token", GRANT + "&scope=" + "r".repeat(1001)), 400, "invalid_scope");
	}

	@Test
	void aClientWithoutScopesHasNone() {
		TokenClient mail = shop.as(MAIL);
		assertError(mail.send(request(mail, "/oauth2/token", FORM, GRANT + "&scope=read")), 400, "invalid_scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "authorization_code", "refresh_token", "CLIENT_CREDENTIALS", "x" })
	void theGrantTypeIsUnknown(String grant) {
		assertError(post("/oauth2/token", "grant_type=" + grant), 400, "unsupported_grant_type");
	}

	@Test
	void theFormIsTooLong() {
		assertError(post("/oauth2/token", GRANT + "&padding=" + "x".repeat(20_000)), 413, "invalid_request");
	}

	@Test
	void theFormHasTooManyParameters() {
		StringBuilder form = new StringBuilder(GRANT);
		for (int index = 0; index < 40; index++) {
			form.append("&p").append(index).append("=1");
		}
		HttpResponse<String> response = post("/oauth2/token", form.toString());
		assertThat(response.statusCode()).isIn(400, 413);
		assertError(response, response.statusCode(), "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%zz", "token=%" })
	void theFormIsNotEncoded(String form) {
		assertError(post("/oauth2/introspect", form), 400, "invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{}", "{\"tokens\":null}", "{\"tokens\":\"a\"}",
			"{\"tokens\":[null]}", "{\"tokens\":[{}]}", "{\"tokens\":[[[[[[[[[[\"a\"]]]]]]]]]]}",
			"{\"tokens\":[\"a\"]} {" })
	void theJsonIsMalformed(String json) {
		assertError(send("/tokens/lookup", JSON, json), 400, "invalid_request");
	}

	@Test
	void theJsonIsTooLong() {
		assertError(send("/tokens/lookup", JSON, "{\"tokens\":[\"" + "x".repeat(70_000) + "\"]}"), 400,
				"invalid_request");
	}

	@Test
	void tooManyTokensAreLookedUp() {
		HttpResponse<String> response = send("/tokens/lookup", JSON, lookup(101));
		assertError(response, 400, "invalid_request");
		assertThat(response.body()).contains("At most 100");
		assertThat(TokenClient.json(send("/tokens/lookup", JSON, lookup(100))).get("tokens").size()).isEqualTo(100);
	}

	@Test
	void theTokenIsOneOfAnotherClient() {
		TokenClient mail = shop.as(MAIL);
		assertThat(mail.introspect(this.token).toString()).isEqualTo("{\"active\":false}");
		assertThat(mail.post("/tokens/expiry", "token", this.token).body()).isEqualTo("{\"active\":false}");
		assertError(mail.post("/oauth2/revoke", "token", this.token), 400, "unauthorized_client");
	}

	@Test
	void whatIsGrantedIsNotCachedEither() {
		HttpResponse<String> response = shop.post("/oauth2/introspect", "token", this.token);
		assertNotCached(response);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	private static String lookup(int number) {
		return "{\"tokens\":[" + String.join(",", Collections.nCopies(number, "\"a\"")) + "]}";
	}

	private static String ascii(String header) {
		return header.replaceAll("[^\\x20-\\x7e]", "*");
	}

	private static HttpResponse<String> post(String path, String form) {
		return send(path, FORM, form);
	}

	private static HttpResponse<String> send(String path, String contentType, String body) {
		return shop.send(request(shop, path, contentType, body));
	}

	private static HttpRequest.Builder request(TokenClient client, String path, String contentType, String body) {
		return client.request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
	}

	private static void assertUnauthorized(HttpResponse<String> response) {
		assertError(response, 401, "invalid_client");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((value) -> assertThat(value).startsWith("Basic realm="));
	}

	private static void assertError(HttpResponse<String> response, int status, String error) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith(JSON));
		JsonNode body = new JsonMapper().readTree(response.body());
		assertThat(body.propertyNames()).as(response.body()).containsExactlyInAnyOrder("error", "error_description");
		assertThat(body.get("error").asString()).isEqualTo(error);
		assertThat(body.get("error_description").asString()).isNotBlank()
			.matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+");
		assertNotCached(response);
	}

	private static void assertNotCached(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((value) -> assertThat(value).contains("no-store"));
		assertThat(response.headers().firstValue("Pragma")).isEqualTo(Optional.of("no-cache"));
	}

	private static double created() {
		return sample.bean(MeterRegistry.class).get("tokenginx.token.created").counter().count();
	}

}
