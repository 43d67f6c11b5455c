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

package io.github.acmeboot.renewal.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RenewBefore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestDigest}.
 */
class RequestDigestTests {

	private final RequestDigest digest = new RequestDigest((issuer) -> "secret");

	private final String original = of("a.example.com,b.example.com", "one", "http-01", KeyType.EC_P256, null);

	@Test
	void isTheSameForWhatIsTheSameToTheCa() {
		assertThat(this.digest.of(wanted("b.example.com,a.example.com", "one", "http-01", KeyType.EC_P256, null)))
			.isEqualTo(this.original);
	}

	@Test
	void isAnotherOneForAnotherRequest() {
		String names = "a.example.com,b.example.com";
		assertThat(List.of(this.original, of("a.example.com", "one", "http-01", KeyType.EC_P256, null),
				of(names, "two", "http-01", KeyType.EC_P256, null), of(names, "one", "dns-01", KeyType.EC_P256, null),
				of(names, "one", "http-01", KeyType.RSA_2048, null),
				of(names, "one", "http-01", KeyType.EC_P256, "short")))
			.doesNotHaveDuplicates();
	}

	@Test
	void isAnotherOneWhenTheIssuerIsSetUpDifferently() {
		RequestDigest mended = new RequestDigest((issuer) -> "another secret");
		assertThat(mended.of(wanted("a.example.com,b.example.com", "one", "http-01", KeyType.EC_P256, null)))
			.isNotEqualTo(this.original);
	}

	@Test
	void doesNotShowWhatItDigests() {
		assertThat(this.original).doesNotContain("secret").matches("[0-9a-f]{64}");
	}

	private String of(String names, String issuer, String challenge, KeyType keyType, @Nullable String profile) {
		return this.digest.of(wanted(names, issuer, challenge, keyType, profile));
	}

	private static ManagedCertificate wanted(String names, String issuer, String challenge, KeyType keyType,
			@Nullable String profile) {
		List<Identifier> identifiers = List.of(names.split(",")).stream().map(Identifier::of).toList();
		return new ManagedCertificate("web", identifiers, List.of(issuer), challenge, keyType, false, profile,
				RenewBefore.valueOf("10d"), true);
	}

}
