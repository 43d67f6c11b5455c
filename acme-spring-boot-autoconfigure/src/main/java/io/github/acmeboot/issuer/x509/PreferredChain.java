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
import java.util.Optional;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Reads who issued a chain.
 */
public final class PreferredChain {

	private PreferredChain() {
	}

	/**
	 * Returns whether one of the certificates of a chain was issued by a CA.
	 * @param chain a chain
	 * @param commonName the common name of the issuer to look for
	 * @return whether it was
	 */
	public static boolean isIssuedBy(List<X509Certificate> chain, String commonName) {
		return issuers(chain).contains(commonName);
	}

	/**
	 * Returns the common names of the issuers of a chain.
	 * @param chain a chain
	 * @return the names, that of the leaf's issuer first
	 */
	public static List<String> issuers(List<X509Certificate> chain) {
		return chain.stream()
			.map(X509Certificate::getIssuerX500Principal)
			.flatMap((issuer) -> commonName(issuer).stream())
			.distinct()
			.toList();
	}

	private static Optional<String> commonName(X500Principal name) {
		try {
			return new LdapName(name.getName()).getRdns()
				.stream()
				.filter((rdn) -> "CN".equalsIgnoreCase(rdn.getType()))
				.map(Rdn::getValue)
				.map(String::valueOf)
				.findFirst();
		}
		catch (InvalidNameException ex) {
			return Optional.empty();
		}
	}

}
