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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.net.ssl.SSLContext;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Authority.Validity;

/**
 * The throw-away certificate with which a CA's own HTTPS server answers on the loopback
 * address, and what verifies it.
 */
public final class ListenerIdentity {

	private static final List<Identifier> IDENTIFIERS = List.of(Identifier.of("localhost"), Identifier.of("127.0.0.1"),
			Identifier.of("::1"));

	private final Authority authority;

	private final KeyPair keys = Keys.generate(KeyType.EC_P256);

	private final X509Certificate certificate;

	/**
	 * Makes an identity, valid from yesterday for ten years.
	 * @param now the present
	 */
	public ListenerIdentity(Instant now) {
		Validity validity = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650)));
		this.authority = Authority.root("AcmeTestServer listener", Keys.generate(KeyType.EC_P256), validity);
		this.certificate = this.authority.sign(this.keys.getPublic(), IDENTIFIERS, validity);
	}

	/**
	 * Returns the root that verifies the server.
	 * @return the certificate
	 */
	public X509Certificate root() {
		return this.authority.certificate();
	}

	/**
	 * Returns the server's own certificate as PEM.
	 * @return the PEM
	 */
	public String certificatePem() {
		return Pem.encode(List.of(this.certificate));
	}

	/**
	 * Returns the server's key as PEM.
	 * @return the PEM
	 */
	public String keyPem() {
		return Pem.encode(this.keys.getPrivate());
	}

	/**
	 * Returns what a client needs to trust the server.
	 * @return the bundle
	 */
	public SslBundle trustBundle() {
		return trust(root());
	}

	/**
	 * Returns what the server presents.
	 * @return the context
	 */
	public SSLContext serverContext() {
		KeyStore keyStore = empty();
		try {
			keyStore.setKeyEntry("listener", this.keys.getPrivate(), new char[0],
					new X509Certificate[] { this.certificate, root() });
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to keep the key of the listener", ex);
		}
		return SslBundle.of(SslStoreBundle.of(keyStore, "", null)).createSslContext();
	}

	/**
	 * Returns a bundle that trusts one root.
	 * @param root the certificate
	 * @return the bundle
	 */
	public static SslBundle trust(X509Certificate root) {
		KeyStore trustStore = empty();
		try {
			trustStore.setCertificateEntry("root", root);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to trust a certificate", ex);
		}
		return SslBundle.of(SslStoreBundle.of(null, null, trustStore));
	}

	private static KeyStore empty() {
		try {
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(null, null);
			return keyStore;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Unable to make a key store", ex);
		}
	}

}
