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

package io.github.acmeboot.issuer.x509;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PreferredChain}.
 */
class PreferredChainTests {

	private final List<X509Certificate> chain = List.of(issuedBy("CN=R10, O=Let's Encrypt, C=US"),
			issuedBy("CN=ISRG Root X1, O=Internet Security Research Group, C=US"));

	@Test
	void looksAtTheCommonNameOnly() {
		assertThat(PreferredChain.isIssuedBy(this.chain, "ISRG Root X1")).isTrue();
		assertThat(PreferredChain.isIssuedBy(this.chain, "ISRG Root")).isFalse();
		assertThat(PreferredChain.isIssuedBy(this.chain, "Let's Encrypt")).isFalse();
	}

	@Test
	void namesTheIssuersFromTheLeafUp() {
		assertThat(PreferredChain.issuers(this.chain)).containsExactly("R10", "ISRG Root X1");
	}

	@Test
	void copesWithAnIssuerWithoutACommonName() {
		assertThat(PreferredChain.issuers(List.of(issuedBy("O=Nobody")))).isEmpty();
	}

	private static X509Certificate issuedBy(String name) {
		X509Certificate certificate = mock(X509Certificate.class);
		given(certificate.getIssuerX500Principal()).willReturn(new X500Principal(name));
		return certificate;
	}

}
