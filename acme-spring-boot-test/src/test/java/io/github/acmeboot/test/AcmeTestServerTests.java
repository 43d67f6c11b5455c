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

import java.security.cert.X509Certificate;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeTestServer}, by an independent client.
 */
class AcmeTestServerTests {

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder()
		.http01Port(this.responder.port())
		.certificateLife(Duration.ofSeconds(8))
		.start();

	private final AcmeClient client = new AcmeClient(this.server, this.responder);

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@Test
	void issuesACertificateForSeveralNamesWithTheLifeThatWasSet() throws Exception {
		X509Certificate certificate = this.client.issue("a.example.org", "b.example.org");
		assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
		assertThat(certificate.getNotAfter().getTime() - certificate.getNotBefore().getTime()).isEqualTo(8000);
		assertThat(this.server.issued()).containsExactly(certificate);
		assertThat(this.responder.hosts()).containsExactlyInAnyOrder("a.example.org", "b.example.org");
		assertThat(this.server.requestCount(Operation.NEW_ORDER)).isOne();
	}

}
