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

package io.github.acmeboot.web.tomcat;

import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/**
 * Decides whose client certificates are trusted: what the trust store of the bundle says,
 * and nobody's without one. JSSE on its own would trust every CA the JDK knows.
 */
final class ClientTrust {

	private ClientTrust() {
	}

	static TrustManager[] of(String name, SslBundle bundle, @Nullable ClientAuth clientAuth) {
		if (bundle.getStores().getTrustStore() != null) {
			return bundle.getManagers().getTrustManagers();
		}
		if (clientAuth != null && clientAuth != ClientAuth.NONE) {
			throw new InvalidConfigurationPropertyValueException("server.ssl.client-auth", clientAuth,
					"The SSL bundle '%s' has no trust store, so that no client certificate could be accepted. Name the CA of the clients in 'spring.ssl.bundle.pem.%s.truststore.certificate'."
						.formatted(name, name));
		}
		return new TrustManager[0];
	}

}
