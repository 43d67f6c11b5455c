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

package io.github.acmeboot.renewal.housekeeping;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link UnconfiguredCertificates}.
 */
class UnconfiguredCertificatesTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final CertificateRepository certificates = new CertificateRepository(this.store);

	private final IssuedCertificate issued = TestCertificates.issued(START, Duration.ofDays(90));

	@Test
	void whatIsNotLookedAfterIsFoundWithItsEnd() {
		save("gone");
		save("web");
		assertThat(find(this.certificates)).containsExactly(
				new UnconfiguredCertificate("gone", START.plus(Duration.ofDays(90)), START.plus(Duration.ofDays(104))));
	}

	@Test
	void whatCannotBeReadIsFoundByItsName() {
		this.store.save("certificates/gone", "rubbish".getBytes(StandardCharsets.UTF_8), WriteCondition.absent());
		assertThat(find(this.certificates)).containsExactly(new UnconfiguredCertificate("gone", null, null));
	}

	@Test
	void ofVeryManyOnlyTheNamesAreFound() {
		IntStream.range(0, 101).forEach((i) -> save("gone-%03d".formatted(i)));
		List<UnconfiguredCertificate> found = find(this.certificates);
		assertThat(found).hasSize(101);
		assertThat(found.get(99).notAfter()).isNotNull();
		assertThat(found.get(100)).isEqualTo(new UnconfiguredCertificate("gone-100", null, null));
	}

	@Test
	void nothingIsKnownWhileTheStoreIsDown() {
		CertificateRepository broken = mock();
		given(broken.names()).willThrow(new StoreException("The store is down.", null));
		assertThat(new UnconfiguredCertificates(managed(), broken).find()).isEmpty();
	}

	private void save(String name) {
		this.certificates.save(name, this.issued, WriteCondition.absent());
	}

	private static List<UnconfiguredCertificate> find(CertificateRepository certificates) {
		return new UnconfiguredCertificates(managed(), certificates).find().orElseThrow();
	}

	private static ManagedCertificates managed() {
		return new ManagedCertificates(List.of(TestCertificates.wanted("web")));
	}

}
