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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
			.flatMap(this.behaviour.profiles()::certificateLife)
			.orElseGet(this.behaviour::getCertificateLife);
		CaCertificate certificate = new CaCertificate(order.getAccount(), identifiers,
				issue(key, identifiers, life, this.policy.clock()));
		this.issued.add(certificate);
		return certificate;
	}

	private List<List<X509Certificate>> issue(PublicKey key, List<Identifier> identifiers, Duration life, Clock clock) {
		Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
		Optional<WrongCertificate> wrong = this.behaviour.getWrongCertificate();
		return wrong.map((how) -> issueWrong(key, identifiers, new Validity(now, now.plus(life)), how))
			.orElseGet(() -> this.chains.issue(key, identifiers, new Validity(now, now.plus(life))));
	}

	private List<List<X509Certificate>> issueWrong(PublicKey key, List<Identifier> identifiers, Validity validity,
			WrongCertificate wrong) {
		Duration life = Duration.between(validity.notBefore(), validity.notAfter());
		return switch (wrong) {
			case OTHER_NAMES -> this.chains.issue(key, List.of(Identifier.of("wrong.example")), validity);
			case MISSING_NAME -> this.chains.issue(key, identifiers.subList(0, identifiers.size() - 1), validity);
			case OTHER_KEY -> this.chains.issue(Keys.generate(KeyType.EC_P256).getPublic(), identifiers, validity);
			case EXPIRED -> this.chains.issue(key, identifiers, validity.plus(life.plusSeconds(1).negated()));
			case NOT_YET_VALID -> this.chains.issue(key, identifiers, validity.plus(Duration.ofDays(3)));
			default ->
				this.chains.issue(key, identifiers, validity).stream().map((chain) -> spoil(chain, wrong)).toList();
		};
	}

	private List<X509Certificate> spoil(List<X509Certificate> chain, WrongCertificate wrong) {
		return switch (wrong) {
			case TRUNCATED_CHAIN -> chain.subList(0, 1);
			case REVERSED_CHAIN -> reversed(chain);
			case FOREIGN_CHAIN -> foreign(chain);
			default -> chain;
		};
	}

	private List<X509Certificate> foreign(List<X509Certificate> chain) {
		PublicKey key = chain.get(0).getPublicKey();
		Instant start = chain.get(0).getNotBefore().toInstant();
		Chains other = new Chains(KeyType.EC_P256, chain.size() - 1, 0, start);
		List<X509Certificate> foreign = new ArrayList<>(
				other.issue(key, List.of(Identifier.of("wrong.example")), new Validity(start, start.plusSeconds(1)))
					.get(0));
		foreign.set(0, chain.get(0));
		return foreign;
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
	 * Returns whether there has been a certificate for exactly some identifiers.
	 * @param identifiers the identifiers, in any order
	 * @return whether there has been one
	 */
	public boolean areIssuedFor(Collection<Identifier> identifiers) {
		return find((one) -> Set.copyOf(one.getIdentifiers()).equals(Set.copyOf(identifiers))).isPresent();
	}

	/**
	 * Returns whether a key must not be used, because it was compromised.
	 * @param key a public key
	 * @return whether a certificate with that key was revoked for that reason
	 */
	public boolean isCompromised(PublicKey key) {
		return find((one) -> one.leaf().getPublicKey().equals(key) && one.isKeyCompromised()).isPresent();
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
