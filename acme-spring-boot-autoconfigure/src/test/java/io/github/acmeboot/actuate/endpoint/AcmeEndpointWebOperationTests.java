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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.store.sealing.Resealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for what the endpoint {@code acme} does by HTTP.
 */
class AcmeEndpointWebOperationTests extends AbstractAcmeEndpointWebTests {

	private final WebApplicationContextRunner unrestricted = this.contextRunner
		.withPropertyValues("management.endpoint.acme.access=unrestricted");

	@Test
	void refusesToRenewUnlessAccessIsRaised() {
		this.contextRunner.run((context) -> {
			assertThat(post(context, "/web/renew").statusCode()).isEqualTo(405);
			then(this.manager).should(never()).renew(any());
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void renewsWithoutWaitingAndIsAudited() {
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "/web/renew");
			assertThat(response.statusCode()).isEqualTo(202);
			JSONAssert.assertEquals("{\"state\": \"VALID\", \"serial\": \"0a1b\"}", response.body(), false);
			then(this.manager).should().renew("web");
			assertThat(audited(context)).singleElement().satisfies((event) -> {
				assertThat(event.getPrincipal()).isEqualTo("operator");
				assertThat(event.getData()).isEqualTo(Map.of("certificate", "web", "operation", "renew"));
			});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pause", "resume" })
	void pausesAndResumesAndIsAudited(String operation) {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/web/" + operation).statusCode()).isEqualTo(202);
			then(this.manager).should(operation.equals("pause") ? times(1) : never()).pause("web");
			then(this.manager).should(operation.equals("resume") ? times(1) : never()).resume("web");
			then(this.manager).should(never()).renew(any());
			assertThat(audited(context)).singleElement()
				.satisfies((event) -> assertThat(event.getData())
					.isEqualTo(Map.of("certificate", "web", "operation", operation)));
		});
	}

	@Test
	void saysWhyAPauseIsRefused() {
		willThrow(new AcmeException(Reason.STORE, "The store is down.")).given(this.manager).pause("web");
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "/web/pause");
			assertThat(response.statusCode()).isEqualTo(409);
			JSONAssert.assertEquals("{\"reason\": \"STORE\", \"message\": \"The store is down.\"}", response.body(),
					true);
		});
	}

	@Test
	void rollsBackAndIsAudited() {
		given(this.manager.rollback("web")).willReturn(CompletableFuture.completedFuture(null));
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/web/rollback").statusCode()).isEqualTo(202);
			then(this.manager).should().rollback("web");
			assertThat(audited(context)).singleElement()
				.satisfies((event) -> assertThat(event.getData())
					.isEqualTo(Map.of("certificate", "web", "operation", "rollback")));
		});
	}

	@Test
	void saysWhyARollBackIsRefused() {
		given(this.manager.rollback("web")).willReturn(CompletableFuture
			.failedFuture(new AcmeException(Reason.CERTIFICATE, "There is no former generation.")));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "/web/rollback");
			assertThat(response.statusCode()).isEqualTo(409);
			JSONAssert.assertEquals("{\"reason\": \"CERTIFICATE\", \"message\": \"There is no former generation.\"}",
					response.body(), true);
			assertThat(audited(context)).hasSize(1);
		});
	}

	@Test
	void refusesToRollBackUnlessAccessIsRaised() {
		this.contextRunner.run((context) -> {
			assertThat(post(context, "/web/rollback").statusCode()).isEqualTo(405);
			then(this.manager).should(never()).rollback(any());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "keyCompromise", "key-compromise", "KEY_COMPROMISE" })
	void revokesByNameOrCodeAndIsAudited(String reason) {
		given(this.manager.revoke(any(), any())).willReturn(CompletableFuture.completedFuture(null));
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/web/revoke", "{\"reason\": \"" + reason + "\"}").statusCode()).isEqualTo(202);
			then(this.manager).should().revoke("web", RevocationReason.KEY_COMPROMISE);
			assertThat(audited(context)).singleElement()
				.satisfies((event) -> assertThat(event.getData())
					.isEqualTo(Map.of("certificate", "web", "operation", "revoke", "reason", "keyCompromise")));
		});
	}

	@Test
	void revokesOneGenerationAndIsAudited() {
		given(this.manager.revoke(any(), any(), any())).willReturn(CompletableFuture.completedFuture(null));
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/web/revoke", "{\"serial\": \"0a1b\"}").statusCode()).isEqualTo(202);
			then(this.manager).should().revoke("web", RevocationReason.UNSPECIFIED, "0a1b");
			assertThat(audited(context)).singleElement()
				.satisfies((event) -> assertThat(event.getData()).isEqualTo(Map.of("certificate", "web", "operation",
						"revoke", "reason", "unspecified", "serial", "0a1b")));
		});
	}

	@Test
	void saysWhatReasonsThereAreToRevokeFor() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/web/revoke", "{\"reason\": \"certificateHold\"}").statusCode()).isEqualTo(400);
			then(this.manager).should(never()).revoke(any(), any());
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void saysWhyARevocationIsRefused() {
		given(this.manager.revoke(any(), any()))
			.willReturn(CompletableFuture.failedFuture(new AcmeException(Reason.ACCOUNT, "Not yours.")));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "/web/revoke");
			assertThat(response.statusCode()).isEqualTo(409);
			JSONAssert.assertEquals("{\"reason\": \"ACCOUNT\", \"message\": \"Not yours.\"}", response.body(), true);
		});
	}

	@Test
	void refusesToRenewAnUnknownCertificate() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "/other/renew").statusCode()).isEqualTo(404);
			then(this.manager).should(never()).renew(any());
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void refusesAnUnknownOperation() {
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "/web/explode");
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void sealsEverythingAnewAndIsAudited() {
		given(this.manager.reseal()).willReturn(new Resealing.Report(3, 2, 1, 0, 0));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "", "{\"operation\": \"reseal\"}");
			assertThat(response.statusCode()).isEqualTo(200);
			JSONAssert.assertEquals(
					"{\"resealed\": 3, \"unchanged\": 2, \"unknownKey\": 1, \"unreadable\": 0, \"retried\": 0}",
					response.body(), true);
			assertThat(audited(context)).singleElement().satisfies((event) -> {
				assertThat(event.getPrincipal()).isEqualTo("operator");
				assertThat(event.getData()).isEqualTo(Map.of("operation", "reseal"));
			});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "roll-account-key", "update-account", "deactivate-account", "open-account" })
	void changesAnAccountAndIsAudited(String operation) {
		given(this.manager.rollAccountKey("letsencrypt")).willReturn(ACCOUNT);
		given(this.manager.updateAccount("letsencrypt")).willReturn(ACCOUNT);
		given(this.manager.deactivateAccount("letsencrypt")).willReturn(ACCOUNT);
		given(this.manager.openAccount("letsencrypt")).willReturn(ACCOUNT);
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "",
					"{\"operation\": \"" + operation + "\", \"issuer\": \"letsencrypt\"}");
			assertThat(response.statusCode()).isEqualTo(200);
			JSONAssert.assertEquals("{\"state\": \"VALID\", \"url\": \"https://ca.example.com/account/1\"}",
					response.body(), false);
			assertThat(audited(context)).singleElement()
				.satisfies((event) -> assertThat(event.getData())
					.isEqualTo(Map.of("operation", operation, "issuer", "letsencrypt")));
		});
	}

	@Test
	void changesNoAccountOfAnUnknownIssuer() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "", "{\"operation\": \"deactivate-account\"}").statusCode()).isEqualTo(400);
			assertThat(post(context, "", "{\"operation\": \"deactivate-account\", \"issuer\": \"other\"}").statusCode())
				.isEqualTo(400);
			then(this.manager).should(never()).deactivateAccount(any());
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void saysWhyAnAccountIsNotChanged() {
		given(this.manager.rollAccountKey("letsencrypt")).willThrow(new AcmeException(Reason.NETWORK, "No answer."));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "",
					"{\"operation\": \"roll-account-key\", \"issuer\": \"letsencrypt\"}");
			assertThat(response.statusCode()).isEqualTo(409);
			JSONAssert.assertEquals("{\"reason\": \"NETWORK\", \"message\": \"No answer.\"}", response.body(), true);
		});
	}

	@Test
	void refusesToSealAnewUnlessAccessIsRaised() {
		this.contextRunner.run((context) -> {
			assertThat(post(context, "", "{\"operation\": \"reseal\"}").statusCode()).isIn(404, 405);
			then(this.manager).should(never()).reseal();
			assertThat(audited(context)).isEmpty();
		});
	}

	@Test
	void saysWhyItDoesNotSealAnew() {
		given(this.manager.reseal()).willThrow(new AcmeException(Reason.CONFIGURATION, "There are no keys"));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = post(context, "", "{\"operation\": \"reseal\"}");
			assertThat(response.statusCode()).isEqualTo(409);
			JSONAssert.assertEquals("{\"reason\": \"CONFIGURATION\", \"message\": \"There are no keys\"}",
					response.body(), true);
		});
	}

	@Test
	void refusesAnUnknownOperationOnTheStore() {
		this.unrestricted.run((context) -> {
			assertThat(post(context, "", "{\"operation\": \"explode\"}").statusCode()).isEqualTo(400);
			assertThat(post(context, "", "{}").statusCode()).isEqualTo(400);
			then(this.manager).should(never()).reseal();
			assertThat(audited(context)).isEmpty();
		});
	}

	private HttpResponse<String> post(AssertableWebApplicationContext context, String path) throws Exception {
		return post(context, path, "");
	}

	private HttpResponse<String> post(AssertableWebApplicationContext context, String path, String body)
			throws Exception {
		return send(HttpRequest.newBuilder(uri(context, path))
			.header(HttpHeaders.AUTHORIZATION, "Basic " + HttpHeaders.encodeBasicAuth("operator", "secret", null))
			.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.POST(BodyPublishers.ofString(body))
			.build());
	}

	private static List<AuditEvent> audited(AssertableWebApplicationContext context) {
		return context.getBean(AuditEventRepository.class).find(null, null, "ACME_OPERATION");
	}

}
