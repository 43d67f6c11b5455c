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

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;

/**
 * Checks that what came back is what was ordered.
 */
public final class CertificateVerifier {

	private static final Duration SKEW = Duration.ofDays(1);

	private static final int DNS_NAME = 2;

	private static final int IP_ADDRESS = 7;

	private final Clock clock;

	public CertificateVerifier(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Checks a chain.
	 * @param chain the chain, leaf first
	 * @param key the public key of the CSR
	 * @param identifiers what was ordered
	 * @throws AcmeException if the chain is not what was ordered, saying why
	 */
	public void verify(List<X509Certificate> chain, PublicKey key, Collection<Identifier> identifiers) {
		check(!chain.isEmpty(), "it is empty");
		X509Certificate leaf = chain.get(0);
		check(leaf.getPublicKey().equals(key), "it is for another key");
		verifyOrder(chain);
		verifyNames(leaf, identifiers);
		verifyDates(leaf);
	}

	/**
	 * Returns whether a certificate is for exactly some identifiers.
	 * @param leaf the certificate
	 * @param identifiers the identifiers
	 * @return whether it vouches for all of them and for nothing else
	 */
	public static boolean isFor(X509Certificate leaf, Collection<Identifier> identifiers) {
		try {
			return names(leaf).equals(Set.copyOf(identifiers));
		}
		catch (AcmeException ex) {
			return false;
		}
	}

	private void verifyOrder(List<X509Certificate> chain) {
		for (int i = 1; i < chain.size(); i++) {
			check(isSignedBy(chain.get(i - 1), chain.get(i)), "certificate " + i
					+ " of its chain is not signed by the next one, '" + chain.get(i).getSubjectX500Principal() + "'");
		}
	}

	private void verifyNames(X509Certificate leaf, Collection<Identifier> identifiers) {
		Set<Identifier> names = names(leaf);
		Optional<Identifier> missing = identifiers.stream().filter((wanted) -> !names.contains(wanted)).findFirst();
		check(missing.isEmpty(), "it is not for '" + missing.map(Identifier::value).orElse("") + "' but for " + names);
	}

	private void verifyDates(X509Certificate leaf) {
		Instant now = this.clock.instant();
		check(leaf.getNotAfter().toInstant().isAfter(now), "it has expired at " + leaf.getNotAfter().toInstant());
		check(leaf.getNotBefore().toInstant().isBefore(now.plus(SKEW)),
				"it is not valid before " + leaf.getNotBefore().toInstant() + "; check the clock of this machine");
	}

	/**
	 * Returns whether a certificate was signed by the key of another one, and says so.
	 * @param certificate a certificate
	 * @param issuer the certificate of its issuer
	 * @return whether it was
	 */
	public static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
			return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static Set<Identifier> names(X509Certificate leaf) {
		try {
			Collection<List<?>> names = leaf.getSubjectAlternativeNames();
			return ((names != null) ? names : List.<List<?>>of()).stream()
				.filter((name) -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
				.map((name) -> Identifier.of((String) name.get(1)))
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (CertificateParsingException | IllegalArgumentException ex) {
			throw refused("its names cannot be read", ex);
		}
	}

	private static void check(boolean condition, String complaint) {
		if (!condition) {
			throw refused(complaint, null);
		}
	}

	private static AcmeException refused(String complaint, @Nullable Throwable cause) {
		return new AcmeException(Reason.CERTIFICATE, "The CA issued a certificate that is not what was ordered: "
				+ complaint + ". It is not used, and a new one is ordered at the next attempt.", cause);
	}

}
