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

package io.github.acmeboot.tls;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CertificateSnapshot}.
 */
class CertificateSnapshotTests {

	private final TestCertificates ca = new TestCertificates();

	private final ServedCertificate web = issued("web", this.ca.ec("www.example.com", "example.com"));

	private final ServedCertificate wildcard = issued("wildcard", this.ca.ec("*.example.com"));

	private CertificateSnapshot snapshot = CertificateSnapshot.EMPTY.with(List.of(this.web, this.wildcard));

	@Test
	void theExactNameComesBeforeTheWildcard() {
		assertThat(choose("www.example.com")).isSameAs(this.web);
		assertThat(choose("shop.example.com")).isSameAs(this.wildcard);
	}

	@Test
	void aWildcardIsGoodForOneLabelOnly() {
		assertThat(choose("a.b.example.com")).isSameAs(this.web);
		assertThat(choose("example.com")).isSameAs(this.web);
		this.snapshot = this.snapshot.without("web");
		assertThat(choose("a.b.example.com")).isNull();
		assertThat(choose("example.com")).isNull();
	}

	@Test
	void unknownHostsAndClientsThatNameNoneGetTheDefault() {
		assertThat(choose("elsewhere.example.net")).isSameAs(this.web);
		assertThat(choose(null)).isSameAs(this.web);
		assertThat(choose("localhost")).isSameAs(this.web);
		assertThat(this.snapshot.choose(null, "EC", "wildcard")).isSameAs(this.wildcard);
		assertThat(this.snapshot.choose(null, "EC", "unknown")).isNull();
	}

	@Test
	void theNamesOfACertificateAreFoundWhateverTheirCase() {
		ServedCertificate mixed = issued("mixed", this.ca.ec("Shop.Example.COM"));
		add(mixed);
		assertThat(choose("shop.example.com")).isSameAs(mixed);
	}

	@Test
	void theKindOfKeyDecidesBetweenSiblings() {
		ServedCertificate rsa = issued("web-rsa", this.ca.rsa("www.example.com"));
		add(rsa);
		assertThat(choose("www.example.com")).isSameAs(this.web);
		assertThat(this.snapshot.choose("www.example.com", "RSA", "web")).isSameAs(rsa);
		assertThat(this.snapshot.choose(null, "RSA", "web")).isSameAs(rsa);
	}

	@Test
	void theWildcardIsTheSiblingOfAnExactNameToo() {
		ServedCertificate rsa = issued("wildcard-rsa", this.ca.rsa("*.example.com"));
		add(rsa);
		assertThat(this.snapshot.choose("www.example.com", "RSA", "web")).isSameAs(rsa);
	}

	@Test
	void aHostWithACertificateIsNeverGivenTheDefaultOne() {
		add(issued("api", this.ca.rsa("api.example.net")));
		assertThat(choose("api.example.net")).isNull();
		assertThat(this.snapshot.choose("www.example.com", "RSA", "api")).isNull();
	}

	@Test
	void ofTwoForOneHostTheOneThatLivesLongestIsChosen() {
		ServedCertificate shorter = issued("a", this.ca.ec(Duration.ofDays(5), "twice.example.net"));
		ServedCertificate longer = issued("b", this.ca.ec(Duration.ofDays(50), "twice.example.net"));
		ServedCertificate medium = issued("c", this.ca.ec(Duration.ofDays(10), "twice.example.net"));
		this.snapshot = this.snapshot.with(List.of(shorter, longer, medium));
		assertThat(choose("twice.example.net")).isSameAs(longer);
	}

	@Test
	void aPlaceholderIsOnlyChosenWhereNothingIsIssued() {
		ServedCertificate covered = placeholder("covered", "shop.example.com");
		ServedCertificate alone = placeholder("alone", "alone.example.net");
		this.snapshot = this.snapshot.with(List.of(covered, alone));
		assertThat(choose("shop.example.com")).isSameAs(this.wildcard);
		assertThat(choose("alone.example.net")).isSameAs(alone);
	}

	@Test
	void aChangeLeavesTheFormerSnapshotAsItWas() {
		CertificateSnapshot former = this.snapshot;
		add(issued("web", this.ca.ec("www.example.com")));
		assertThat(former.choose("www.example.com", "EC", "web")).isSameAs(this.web);
		assertThat(choose("www.example.com")).isNotSameAs(this.web);
	}

	@Test
	void anAliasStandsForTheKeyAndTheWholeChain() {
		IssuedCertificate certificate = this.web.certificate();
		IssuedCertificate shorter = new IssuedCertificate(certificate.privateKey(), List.of(certificate.leaf()));
		assertThat(issued("web", certificate).alias()).isEqualTo(this.web.alias());
		assertThat(issued("web", shorter).alias()).isNotEqualTo(this.web.alias());
		assertThat(this.snapshot.withAlias(this.web.alias())).isSameAs(this.web);
	}

	private @Nullable ServedCertificate choose(@Nullable String host) {
		return this.snapshot.choose(host, "EC", "web");
	}

	private void add(ServedCertificate certificate) {
		this.snapshot = this.snapshot.with(List.of(certificate));
	}

	private ServedCertificate placeholder(String name, String host) {
		return ServedCertificate.placeholder(name, this.ca.ec(host));
	}

	private static ServedCertificate issued(String name, IssuedCertificate certificate) {
		return ServedCertificate.issued(name, certificate);
	}

}
