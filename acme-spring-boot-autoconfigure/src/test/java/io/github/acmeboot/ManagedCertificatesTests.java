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

package io.github.acmeboot;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ManagedCertificatesTests {

	private final ManagedCertificates certificates = new ManagedCertificates(
			List.of(certificate("web", "example.com"), certificate("api", "*.api.example.com")));

	@Test
	void areOrderedByName() {
		assertThat(this.certificates.all()).extracting(ManagedCertificate::name).containsExactly("api", "web");
	}

	@Test
	void coverTheHostsOfEachOfThem() {
		assertThat(this.certificates.covers("example.com")).isTrue();
		assertThat(this.certificates.covers("v1.api.example.com")).isTrue();
		assertThat(this.certificates.covers("www.example.com")).isFalse();
	}

	@Test
	void containTheIdentifiersOfEachOfThem() {
		this.certificates.add(certificate("wild", "*.example.org"));
		assertThat(this.certificates.contains(Identifier.of("example.com"))).isTrue();
		assertThat(this.certificates.contains(Identifier.of("*.example.org"))).isTrue();
		assertThat(this.certificates.contains(Identifier.of("www.example.org"))).isFalse();
	}

	@Test
	void aSnapshotDoesNotChange() {
		List<ManagedCertificate> before = this.certificates.all();
		this.certificates.remove("web");
		assertThat(before).hasSize(2);
		assertThat(this.certificates.find("web")).isEmpty();
	}

	@Test
	void oneOfTheSameNameTakesThePlaceOfTheFormer() {
		this.certificates.add(certificate("web", "example.org"));
		assertThat(this.certificates.all()).hasSize(2);
		assertThat(this.certificates.covers("example.com")).isFalse();
		assertThat(this.certificates.covers("example.org")).isTrue();
	}

	@Test
	void tellListenersWhatChanged() {
		List<String> changes = new ArrayList<>();
		this.certificates.onChange(changes::add);
		this.certificates.add(certificate("late", "late.example.com"));
		this.certificates.remove("web");
		this.certificates.remove("unknown");
		assertThat(changes).containsExactly("late", "web");
	}

	@Test
	void aCertificateNeedsADomainAndAnIssuer() {
		assertThatIllegalArgumentException().isThrownBy(() -> certificate("web"))
			.withMessage("Certificate 'web' must have at least one domain");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ManagedCertificate("web", List.of(Identifier.of("example.com")), List.of(), "http-01",
					KeyType.EC_P256, false, null, null, true))
			.withMessage("Certificate 'web' must have at least one issuer");
	}

	private static ManagedCertificate certificate(String name, String... domains) {
		return new ManagedCertificate(name, List.of(domains).stream().map(Identifier::of).toList(),
				List.of("letsencrypt"), "http-01", KeyType.EC_P256, false, null, null, true);
	}

}
