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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Makes bundles of certificates. The key store is of the type JKS: a PKCS12 one derives
 * keys from passwords several times for each reload.
 */
final class CertificateSslBundle {

	private static final String PASSWORD = "in-memory";

	private CertificateSslBundle() {
	}

	static SslBundle of(ServedCertificate certificate, SslBundle template) {
		SslStoreBundle stores = SslStoreBundle.of(keyStore(certificate), PASSWORD,
				template.getStores().getTrustStore());
		return SslBundle.of(stores, SslBundleKey.NONE, template.getOptions(), template.getProtocol());
	}

	private static KeyStore keyStore(ServedCertificate certificate) {
		try {
			KeyStore keyStore = KeyStore.getInstance("JKS");
			keyStore.load(null, null);
			keyStore.setKeyEntry(certificate.name(), certificate.certificate().privateKey(), PASSWORD.toCharArray(),
					certificate.chain());
			return keyStore;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Unable to make a key store of '" + certificate.name() + "'", ex);
		}
	}

}
