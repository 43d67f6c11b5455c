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

package io.github.acmeboot.test;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how strictly {@link AcmeTestServer} looks at requests (RFC 8555 section 6).
 */
class SignedRequestTests {

	private final AcmeTestServer server = AcmeTestServer.start();

	private final RawClient client = new RawClient(this.server);

	private final KeyPair key = this.client.key();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aGoodRequestIsAnsweredWithLocationNonceAndIndex() throws Exception {
		HttpResponse<String> response = this.client.post(this.client.newAccount(this.key));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(RawClient.header(response, "Location")).startsWith(this.client.url(Operation.ACCOUNT) + "/");
		assertThat(RawClient.header(response, "Replay-Nonce")).isNotEmpty();
		assertThat(RawClient.header(response, "Link")).isEqualTo("<" + this.server.directoryUrl() + ">;rel=\"index\"");
	}

	@Test
	void theSameKeyFindsItsAccountAgain() throws Exception {
		HttpResponse<String> created = this.client.post(this.client.newAccount(this.key));
		HttpResponse<String> found = this.client.post(this.client.newAccount(this.key));
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(RawClient.header(found, "Location")).isEqualTo(RawClient.header(created, "Location"));
	}

	@Test
	void aNonceIsGoodForOneRequestAndARefusalBringsAnother() throws Exception {
		RawClient.Jws request = this.client.newAccount(this.key);
		this.client.post(request);
		HttpResponse<String> replayed = this.client.post(request);
		assertThat(RawClient.problem(replayed)).isEqualTo("badNonce");
		String fresh = RawClient.header(replayed, "Replay-Nonce");
		assertThat(this.client.post(request.header("nonce", fresh)).statusCode()).isEqualTo(200);
	}

	@Test
	void aNonceIsRequired() throws Exception {
		assertThat(problemOf(this.client.newAccount(this.key).without("nonce"))).isEqualTo("badNonce");
	}

	@Test
	void theUrlMustBeThatOfTheRequest() throws Exception {
		HttpResponse<String> response = this.client
			.post(this.client.newAccount(this.key).header("url", this.client.url(Operation.NEW_ORDER)));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RawClient.problem(response)).isEqualTo("unauthorized");
	}

	@Test
	void theSignatureMustBeGood() throws Exception {
		assertThat(problemOf(this.client.newAccount(this.key).header("jwk", this.client.jwk(this.client.key()))))
			.isEqualTo("malformed");
	}

	@Test
	void theAlgorithmMustMatchTheKey() throws Exception {
		KeyPair p384 = Keys.generate(KeyType.EC_P384);
		assertThat(problemOf(this.client.newAccount(p384))).isEqualTo("malformed");
		assertThat(problemOf(this.client.newAccount(p384).header("alg", "ES384"))).isEqualTo("none");
	}

	@Test
	void anUnknownAlgorithmIsRefusedWithTheListOfTheKnown() throws Exception {
		for (String algorithm : new String[] { "none", "HS256", "RS512" }) {
			HttpResponse<String> response = this.client.post(this.client.newAccount(this.key).header("alg", algorithm));
			assertThat(RawClient.problem(response)).isEqualTo("badSignatureAlgorithm");
			assertThat(response.body()).contains("ES256");
		}
	}

	@Test
	void aKeyAndAnAccountExcludeEachOther() throws Exception {
		RawClient.Jws both = this.client.newAccount(this.key).header("kid", this.client.url(Operation.ACCOUNT) + "/1");
		assertThat(problemOf(both)).isEqualTo("malformed");
		assertThat(problemOf(this.client.newAccount(this.key).without("jwk"))).isEqualTo("malformed");
	}

	@Test
	void anOrderMustBeSignedByAnAccount() throws Exception {
		RawClient.Jws request = this.client.jws(this.client.url(Operation.NEW_ORDER), this.key, "{}");
		assertThat(problemOf(request.header("jwk", this.client.jwk(this.key)))).isEqualTo("malformed");
	}

	@Test
	void anUnknownAccountIsSaidToBeUnknown() throws Exception {
		RawClient.Jws request = this.client.jws(this.client.url(Operation.NEW_ORDER), this.key, "{}");
		assertThat(problemOf(request.header("kid", this.client.url(Operation.ACCOUNT) + "/nobody")))
			.isEqualTo("accountDoesNotExist");
	}

	@Test
	void anUnprotectedHeaderIsMalformed() throws Exception {
		assertThat(problemOf(this.client.newAccount(this.key).member("header", Map.of()))).isEqualTo("malformed");
	}

	@Test
	void paddingIsMalformed() throws Exception {
		RawClient.Jws request = this.client.newAccount(this.key);
		assertThat(problemOf(request.member("payload", request.json().get("payload") + "=="))).isEqualTo("malformed");
	}

	@Test
	void aPrivateKeyIsRefused() throws Exception {
		PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(this.key.getPublic());
		jwk.setPrivateKey(this.key.getPrivate());
		assertThat(problemOf(
				this.client.newAccount(this.key).header("jwk", jwk.toParams(OutputControlLevel.INCLUDE_PRIVATE))))
			.isEqualTo("badPublicKey");
	}

	@Test
	void theContentTypeMustBeJose() throws Exception {
		String body = JsonUtil.toJson(this.client.newAccount(this.key).json());
		HttpResponse<String> response = this.client.post(this.client.url(Operation.NEW_ACCOUNT), "application/json",
				body);
		assertThat(response.statusCode()).isEqualTo(415);
		assertThat(RawClient.header(response, "Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void aUserAgentIsRequired() throws Exception {
		SSLSocketFactory factory = this.server.sslBundle().createSslContext().getSocketFactory();
		try (Socket socket = factory.createSocket("127.0.0.1", this.server.port())) {
			socket.getOutputStream()
				.write("GET /directory HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
			assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
		}
	}

	@Test
	void theWrongMethodIsNotAllowed() throws Exception {
		assertThat(this.client.get(this.client.url(Operation.NEW_ORDER)).statusCode()).isEqualTo(405);
		assertThat(this.client.get(this.client.url(Operation.UNKNOWN)).statusCode()).isEqualTo(404);
	}

	@Test
	void anotherAccountsResourcesAreOutOfReach() throws Exception {
		String account = RawClient.header(this.client.post(this.client.newAccount(this.key)), "Location");
		KeyPair otherKey = this.client.key();
		String other = RawClient.header(this.client.post(this.client.newAccount(otherKey)), "Location");
		HttpResponse<String> response = this.client.post(this.client.jws(account, otherKey, "").header("kid", other));
		assertThat(response.statusCode()).isEqualTo(403);
	}

	private String problemOf(RawClient.Jws jws) throws Exception {
		HttpResponse<String> response = this.client.post(jws);
		return (response.statusCode() < 300) ? "none" : RawClient.problem(response);
	}

}
