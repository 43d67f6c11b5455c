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

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.x509.PreferredChain;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the checks of what comes back, and for the choice of the chain.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuedCertificateChecksTests extends AbstractIssuerTests {

	IssuedCertificateChecksTests() {
		super(AcmeTestServer.builder().alternateChains(2).chainLength(2));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			OTHER_NAMES    | it is not for 'a.example.org'
			OTHER_KEY      | it is for another key
			EXPIRED        | it has expired at
			REVERSED_CHAIN | it is for another key
			""")
	void refuseWhatWasNotOrdered(WrongCertificate wrong, String complaint) {
		this.server.behaviour().wrongCertificate(Optional.of(wrong));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CERTIFICATE);
		assertThat(failure).hasMessageContaining(complaint);
		assertThat(this.issuer.journal.find("web")).isEmpty();
	}

	@Test
	void refuseAChainOutOfOrder() {
		this.server.faults()
			.on(Operation.CERTIFICATE)
			.apply((request, processing) -> withIntermediatesSwapped(processing.get()));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CERTIFICATE);
		assertThat(failure).hasMessageContaining("certificate 1 of its chain is not signed by the next one");
	}

	@Test
	void refuseWhatIsNotValidYet() {
		this.issuer.clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-3)));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CERTIFICATE);
		assertThat(failure).hasMessageContaining("it is not valid before").hasMessageContaining("check the clock");
	}

	@Test
	void allowForADayBetweenTheClocks() {
		this.issuer.clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(-12)));
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
	}

	@Test
	void refuseWhatIsNoCertificate() {
		this.server.behaviour().wrongCertificate(Optional.of(WrongCertificate.GARBAGE));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isIn(Reason.CERTIFICATE, Reason.PROTOCOL);
	}

	@Test
	void warnOfAChainWithoutIntermediates(CapturedOutput output) {
		this.server.behaviour().wrongCertificate(Optional.of(WrongCertificate.TRUNCATED_CHAIN));
		this.issuer.issue("a.example.org");
		assertThat(output).contains("The CA 'ca' sent no intermediates for 'web'");
	}

	@Test
	void takeTheIntermediatesOfTheFormerCertificateWhenTheCaSendsNone(CapturedOutput output) {
		IssuedCertificate former = this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.server.behaviour().wrongCertificate(Optional.of(WrongCertificate.TRUNCATED_CHAIN));
		IssuedCertificate renewed = this.issuer.issue(TestIssuer.successor(former, () -> {
		}, "a.example.org"));
		assertThat(renewed.leaf()).isNotEqualTo(former.leaf());
		assertThat(renewed.chain().subList(1, renewed.chain().size())).isNotEmpty()
			.isEqualTo(former.chain().subList(1, former.chain().size()));
		assertThat(output).contains("taking those of the former certificate");
	}

	@Test
	void refuseAChainWithoutTheIntermediatesOfAnIssuerWithAnotherKey() {
		IssuedCertificate former = this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.server.behaviour().wrongCertificate(Optional.of(WrongCertificate.TRUNCATED_CHAIN));
		try (AcmeTestServer other = AcmeTestServer.builder().chainLength(2).start();
				TestIssuer elsewhere = new TestIssuer(other)) {
			List<X509Certificate> foreign = elsewhere.issue("a.example.org").chain();
			assertThat(foreign.get(1).getSubjectX500Principal()).isEqualTo(former.leaf().getIssuerX500Principal());
			IssuedCertificate mixed = new IssuedCertificate(former.privateKey(),
					List.of(former.leaf(), foreign.get(1)));
			AcmeException failure = this.issuer.failure(TestIssuer.successor(mixed, () -> {
			}, "a.example.org"));
			assertThat(failure.getReason()).isEqualTo(Reason.CERTIFICATE);
			assertThat(failure).hasMessageContaining("sent no intermediates for 'web', but did for the former");
		}
	}

	@Test
	void takeTheStandardChain() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		assertThat(PreferredChain.isIssuedBy(certificate.chain(), root(0))).isTrue();
		assertThat(this.issuer.count("certificate")).isEqualTo(1);
	}

	@Test
	void takeThePreferredChain() {
		IssuedCertificate certificate = this.issuer.preferredChain(root(2)).issue("a.example.org");
		assertThat(PreferredChain.isIssuedBy(certificate.chain(), root(2))).isTrue();
		assertThat(PreferredChain.isIssuedBy(certificate.chain(), root(0))).isFalse();
	}

	@Test
	void takeTheStandardChainWhenThePreferredOneIsNotOffered(CapturedOutput output) {
		IssuedCertificate certificate = this.issuer.preferredChain("Other Root").issue("a.example.org");
		assertThat(PreferredChain.isIssuedBy(certificate.chain(), root(0))).isTrue();
		assertThat(output).contains("offers no chain issued by 'Other Root' for 'web', but [").contains(root(1));
	}

	private static ServerResponse withIntermediatesSwapped(ServerResponse response) {
		String[] blocks = new String(response.body(), StandardCharsets.US_ASCII).split("(?=-----BEGIN)");
		String swapped = blocks[0] + blocks[2] + blocks[1];
		return new ServerResponse(response.status(), response.headers(), swapped.getBytes(StandardCharsets.US_ASCII),
				response.delivery());
	}

	private String root(int root) {
		return PreferredChain.issuers(this.server.rootCertificates().subList(root, root + 1)).get(0);
	}

}
