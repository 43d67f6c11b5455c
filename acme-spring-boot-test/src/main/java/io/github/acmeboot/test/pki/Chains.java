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

package io.github.acmeboot.test.pki;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Authority.Validity;

/**
 * The CA's hierarchy: one line of intermediates under several roots.
 */
public final class Chains {

	private static final Duration LIFE = Duration.ofDays(3650);

	private static final Duration BACKDATE = Duration.ofDays(1);

	private static final String PREFIX = "AcmeTestServer ";

	private final List<Authority> roots = new ArrayList<>();

	private final List<Authority> top = new ArrayList<>();

	private final List<X509Certificate> lower = new ArrayList<>();

	private final Authority issuing;

	/**
	 * Makes a hierarchy.
	 * @param keyType the kind of the CA's keys
	 * @param length the number of intermediates, at least one
	 * @param alternates the number of further roots
	 * @param now the present
	 */
	public Chains(KeyType keyType, int length, int alternates, Instant now) {
		Validity validity = new Validity(now.minus(BACKDATE), now.plus(LIFE));
		KeyPair topKeys = Keys.generate(keyType);
		for (int i = 0; i <= alternates; i++) {
			Authority root = Authority.root(PREFIX + "Root " + (i + 1), Keys.generate(keyType), validity);
			this.roots.add(root);
			this.top.add(root.sign(PREFIX + "Intermediate " + length, topKeys, validity));
		}
		Authority authority = this.top.get(0);
		for (int i = length - 1; i > 0; i--) {
			authority = authority.sign(PREFIX + "Intermediate " + i, Keys.generate(keyType), validity);
			this.lower.add(0, authority.certificate());
		}
		this.issuing = authority;
	}

	/**
	 * Returns the roots, the default one first.
	 * @return the certificates
	 */
	public List<X509Certificate> roots() {
		return this.roots.stream().map(Authority::certificate).toList();
	}

	/**
	 * Issues a certificate.
	 * @param key the public key
	 * @param identifiers the names and addresses
	 * @param validity from when to when
	 * @return the chain without the root, for each of the roots
	 */
	public List<List<X509Certificate>> issue(PublicKey key, Collection<Identifier> identifiers, Validity validity) {
		X509Certificate leaf = this.issuing.sign(key, identifiers, validity);
		return this.top.stream().map((authority) -> chain(leaf, authority.certificate())).toList();
	}

	private List<X509Certificate> chain(X509Certificate leaf, X509Certificate last) {
		List<X509Certificate> chain = new ArrayList<>();
		chain.add(leaf);
		chain.addAll(this.lower);
		chain.add(last);
		return List.copyOf(chain);
	}

}
