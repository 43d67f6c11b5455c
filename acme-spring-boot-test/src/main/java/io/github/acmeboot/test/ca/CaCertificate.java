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

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.RandomToken;

/**
 * A certificate that was issued. Thread-safe.
 */
public final class CaCertificate {

	private static final int KEY_COMPROMISE = 1;

	private final String id = RandomToken.next();

	private final Account account;

	private final List<Identifier> identifiers;

	private final List<List<X509Certificate>> chains;

	private Optional<Integer> revocation = Optional.empty();

	private Optional<Order> successor = Optional.empty();

	CaCertificate(Account account, List<Identifier> identifiers, List<List<X509Certificate>> chains) {
		this.account = account;
		this.identifiers = identifiers;
		this.chains = chains;
	}

	public String getId() {
		return this.id;
	}

	public Account getAccount() {
		return this.account;
	}

	public List<Identifier> getIdentifiers() {
		return this.identifiers;
	}

	public List<List<X509Certificate>> getChains() {
		return this.chains;
	}

	/**
	 * Returns the certificate itself.
	 * @return the certificate
	 */
	public X509Certificate leaf() {
		return this.chains.get(0).get(0);
	}

	/**
	 * Returns the reason of the revocation.
	 * @return the reason code of RFC 5280, empty while it is not revoked
	 */
	public synchronized Optional<Integer> revocation() {
		return this.revocation;
	}

	boolean isKeyCompromised() {
		return revocation().filter((reason) -> reason == KEY_COMPROMISE).isPresent();
	}

	/**
	 * Revokes the certificate.
	 * @param reason the reason code of RFC 5280
	 * @return whether it was not revoked before
	 */
	public synchronized boolean revoke(int reason) {
		if (this.revocation.isPresent()) {
			return false;
		}
		this.revocation = Optional.of(reason);
		return true;
	}

	/**
	 * Tells which order takes its place.
	 * @return the order
	 */
	public synchronized Optional<Order> successor() {
		return this.successor;
	}

	/**
	 * Notes which order takes its place.
	 * @param order the order
	 */
	public synchronized void replacedBy(Order order) {
		this.successor = Optional.of(order);
	}

	/**
	 * Returns the identifier by which the certificate is asked about (RFC 9773 section
	 * 4.1).
	 * @return the identifier
	 */
	public String renewalId() {
		Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
		return encoder.encodeToString(authorityKeyIdentifier()) + "."
				+ encoder.encodeToString(leaf().getSerialNumber().toByteArray());
	}

	private byte[] authorityKeyIdentifier() {
		byte[] extension = leaf().getExtensionValue(Extension.authorityKeyIdentifier.getId());
		try {
			return AuthorityKeyIdentifier.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension))
				.getKeyIdentifierOctets();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to read a certificate", ex);
		}
	}

}
