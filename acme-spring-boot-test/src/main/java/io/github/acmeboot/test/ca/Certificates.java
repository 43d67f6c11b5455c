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

package io.github.acmeboot.test.ca;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Authority.Validity;
import io.github.acmeboot.test.pki.Chains;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.pki.WrongCertificate;

/**
 * Issues certificates and remembers them. Thread-safe.
 */
public final class Certificates {

	private final Chains chains;

	private final CaPolicy policy;

	private final CaBehaviour behaviour;

	private final List<CaCertificate> issued = new CopyOnWriteArrayList<>();

	/**
	 * Creates an empty list.
	 * @param chains what signs the certificates
	 * @param policy what the CA demands
	 * @param behaviour how the CA behaves
	 */
	public Certificates(Chains chains, CaPolicy policy, CaBehaviour behaviour) {
		this.chains = chains;
		this.policy = policy;
		this.behaviour = behaviour;
	}

	/**
	 * Issues a certificate.
	 * @param order what was ordered
	 * @param key the public key
	 * @return the certificate
	 */
	public CaCertificate issue(Order order, PublicKey key) {
		List<Identifier> identifiers = order.getTerms().identifiers();
		Duration life = order.getTerms()
			.profile()
			.map(this.policy.profiles()::get)
			.orElseGet(this.behaviour::getCertificateLife);
		CaCertificate certificate = new CaCertificate(order.getAccount(), identifiers,
				issue(key, identifiers, life, this.policy.clock()));
		this.issued.add(certificate);
		return certificate;
	}

	private List<List<X509Certificate>> issue(PublicKey key, List<Identifier> identifiers, Duration life, Clock clock) {
		Optional<WrongCertificate> wrong = this.behaviour.getWrongCertificate();
		boolean expired = wrong.filter(WrongCertificate.EXPIRED::equals).isPresent();
		Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Instant notBefore = expired ? now.minus(life).minusSeconds(1) : now;
		boolean otherKey = wrong.filter(WrongCertificate.OTHER_KEY::equals).isPresent();
		boolean otherNames = wrong.filter(WrongCertificate.OTHER_NAMES::equals).isPresent();
		List<List<X509Certificate>> good = this.chains.issue(
				otherKey ? Keys.generate(KeyType.EC_P256).getPublic() : key,
				otherNames ? List.of(Identifier.of("wrong.example")) : identifiers,
				new Validity(notBefore, notBefore.plus(life)));
		return wrong.map((how) -> spoil(good, how)).orElse(good);
	}

	private List<List<X509Certificate>> spoil(List<List<X509Certificate>> good, WrongCertificate wrong) {
		return switch (wrong) {
			case TRUNCATED_CHAIN -> good.stream().map((chain) -> chain.subList(0, 1)).toList();
			case REVERSED_CHAIN -> good.stream().map(this::reversed).toList();
			default -> good;
		};
	}

	private List<X509Certificate> reversed(List<X509Certificate> chain) {
		List<X509Certificate> reversed = new ArrayList<>(chain);
		Collections.reverse(reversed);
		return reversed;
	}

	/**
	 * Finds a certificate.
	 * @param id the last part of its URL
	 * @return the certificate
	 */
	public Optional<CaCertificate> find(String id) {
		return find((one) -> one.getId().equals(id));
	}

	/**
	 * Finds a certificate.
	 * @param renewalId the identifier of RFC 9773
	 * @return the certificate
	 */
	public Optional<CaCertificate> findByRenewalId(String renewalId) {
		return find((one) -> one.renewalId().equals(renewalId));
	}

	/**
	 * Finds a certificate.
	 * @param serial the serial number
	 * @return the certificate
	 */
	public Optional<CaCertificate> findBySerial(BigInteger serial) {
		return find((one) -> one.leaf().getSerialNumber().equals(serial));
	}

	/**
	 * Returns all certificates, oldest first.
	 * @return the certificates
	 */
	public List<CaCertificate> all() {
		return List.copyOf(this.issued);
	}

	private Optional<CaCertificate> find(Predicate<CaCertificate> filter) {
		return this.issued.stream().filter(filter).findFirst();
	}

}
