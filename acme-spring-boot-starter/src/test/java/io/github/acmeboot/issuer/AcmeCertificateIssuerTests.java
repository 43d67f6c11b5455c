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

package io.github.acmeboot.issuer;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeCertificateIssuer}.
 */
class AcmeCertificateIssuerTests {

	private final AcmeTestServer server = AcmeTestServer.start();

	private final TestIssuer issuer = new TestIssuer(this.server);

	@AfterEach
	void close() {
		this.issuer.close();
		this.server.close();
	}

	@Test
	void issuesForOneName() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		assertThat(this.server.issued()).containsExactly(certificate.leaf());
		assertThat(this.issuer.http01.open()).isZero();
	}

	@Test
	void takesSevenRequestsForOneNameOnAKnownAccount() {
		this.issuer.issue("a.example.org");
		this.issuer.issuer().complete(TestIssuer.request(TestIssuer.certificate("a.example.org")));
		this.issuer.requests.clear();
		this.issuer.issue("b.example.org");
		assertThat(this.issuer.requests).containsExactly("newOrder success", "authorization success",
				"challenge success", "order success", "finalize success", "order success", "certificate success");
	}

	@Test
	void takesTwentyFiveRequestsForTenNamesOnAKnownAccount() {
		this.issuer.issue(names("a"));
		this.issuer.issuer().complete(TestIssuer.request(TestIssuer.certificate("a.example.org")));
		this.issuer.requests.clear();
		this.issuer.issue(names("b"));
		assertThat(this.issuer.requests).hasSize(25);
	}

	private static String[] names(String prefix) {
		return IntStream.range(0, 10).mapToObj((i) -> prefix + i + ".example.org").toArray(String[]::new);
	}

}
