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

import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.exception.AcmeException;

import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;
import io.github.acmeboot.test.ca.RenewalInfoBehaviour;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link AcmeTestServer} says about renewal (RFC 9773).
 */
class RenewalInfoTests {

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder().http01Port(this.responder.port()).start();

	private final AcmeClient client = new AcmeClient(this.server, this.responder);

	private final RenewalInfoBehaviour behaviour = this.server.behaviour().renewalInfo();

	private Account account;

	private X509Certificate certificate;

	@BeforeEach
	void issue() throws Exception {
		this.account = this.client.account();
		this.certificate = this.client.issue("a.example.org");
	}

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@Test
	void theWindowMayBeExplainedAndTellsWhenToAskAgain() throws Exception {
		this.behaviour.explanationUrl(Optional.of("https://ca.example.org/incident"));
		this.behaviour.retryAfter(Duration.ofHours(2));
		RenewalInfo info = info();
		assertThat(info.getExplanation())
			.hasValueSatisfying((url) -> assertThat(url).hasToString("https://ca.example.org/incident"));
		assertThat(RawClient.header(raw(), "Retry-After")).isEqualTo("7200");
		this.behaviour.retryAfter("");
		assertThat(raw().headers().map()).doesNotContainKey("Retry-After");
	}

	@Test
	void theWindowMayBePastOrEndBeforeItStarts() throws Exception {
		Instant start = Instant.parse("2020-01-01T00:00:00Z");
		this.behaviour.window((any) -> new RenewalWindow(start, start.minusSeconds(60)));
		assertThat(raw().body()).contains("\"start\":\"2020-01-01T00:00:00Z\"")
			.contains("\"end\":\"2019-12-31T23:59:00Z\"");
	}

	@Test
	void theDocumentMayBeMalformed() throws Exception {
		this.behaviour.document(Optional.of(Map.of("suggestedWindow", Map.of("start", "soon"))));
		assertThat(raw().body()).isEqualTo("{\"suggestedWindow\":{\"start\":\"soon\"}}");
	}

	@Test
	void theWindowOfARevokedCertificateHasPassed() throws Exception {
		this.server.revoke(this.certificate, 4);
		assertThat(info().getSuggestedWindowEnd()).isBefore(Instant.now());
		assertThat(this.server.revoked()).containsExactly(this.certificate);
	}

	@Test
	void aCaWithoutRenewalInformationDoesNotNameIt() throws Exception {
		this.behaviour.offered(false);
		RawClient raw = new RawClient(this.server);
		assertThat(JsonUtil.parseJson(raw.get(this.server.directoryUrl().toString()).body()))
			.doesNotContainKey("renewalInfo");
		assertThat(raw().statusCode()).isEqualTo(404);
	}

	@Test
	void theReplacedCertificateIsSeenAtTheOrder() throws Exception {
		this.client.order(this.account, (builder) -> builder.replaces(this.certificate), "a.example.org");
		String replaced = this.server.orders().get(0).getCertificate().orElseThrow().renewalId();
		assertThat(this.server.orders().get(1).getTerms().replaces()).hasValue(replaced);
	}

	@Test
	void replacesIsIgnoredByACaWithoutRenewalInformation() throws Exception {
		this.server.faults().on(Operation.NEW_ORDER).apply((request, processing) -> {
			this.behaviour.offered(false);
			return processing.get();
		});
		this.client.order(this.account, (builder) -> builder.replaces(this.certificate), "a.example.org");
		assertThat(this.server.orders().get(1).getTerms().replaces()).isEmpty();
	}

	@Test
	void anotherAccountCannotReplaceTheCertificate() throws Exception {
		AcmeClient other = new AcmeClient(this.server, this.responder);
		assertThatExceptionOfType(AcmeException.class).isThrownBy(
				() -> other.order(other.account(), (builder) -> builder.replaces(this.certificate), "a.example.org"));
		assertThat(this.server.orders()).hasSize(1);
	}

	private RenewalInfo info() throws AcmeException {
		RenewalInfo info = this.client.session()
			.login(this.account.getLocation(), this.client.accountKey())
			.bindRenewalInfo(this.certificate);
		info.fetch();
		return info;
	}

	private HttpResponse<String> raw() throws Exception {
		RawClient raw = new RawClient(this.server);
		return raw.get(raw.url(Operation.RENEWAL_INFO) + "/"
				+ this.server.orders().get(0).getCertificate().orElseThrow().renewalId());
	}

}
