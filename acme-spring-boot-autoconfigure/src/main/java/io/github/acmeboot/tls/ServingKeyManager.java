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

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * Presents whatever {@link ServedCertificates} holds at the moment of the handshake.
 */
final class ServingKeyManager extends X509ExtendedKeyManager {

	private final ServedCertificates certificates;

	private final String defaultName;

	ServingKeyManager(ServedCertificates certificates, String defaultName) {
		this.certificates = certificates;
		this.defaultName = defaultName;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return chooseAlias(keyType, (engine != null) ? engine.getHandshakeSession() : null);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return chooseAlias(keyType, (socket instanceof SSLSocket tls) ? tls.getHandshakeSession() : null);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		ServedCertificate served = this.certificates.resolve(alias);
		return (served != null) ? served.chain() : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		ServedCertificate served = this.certificates.resolve(alias);
		return (served != null) ? served.certificate().privateKey() : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		String alias = chooseAlias(keyType, null);
		return (alias != null) ? new String[] { alias } : null;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return null;
	}

	private @Nullable String chooseAlias(String keyType, @Nullable SSLSession session) {
		ServedCertificate served = this.certificates.snapshot()
			.choose(requestedHost(session), keyType, this.defaultName);
		return (served != null) ? served.alias() : null;
	}

	private static @Nullable String requestedHost(@Nullable SSLSession session) {
		if (session instanceof ExtendedSSLSession extended) {
			for (SNIServerName name : extended.getRequestedServerNames()) {
				if (name instanceof SNIHostName host) {
					return host.getAsciiName().toLowerCase(Locale.ROOT);
				}
			}
		}
		return null;
	}

}
