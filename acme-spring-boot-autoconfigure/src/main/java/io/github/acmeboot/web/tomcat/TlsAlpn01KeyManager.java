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

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.challenge.ChallengeCertificate;
import io.github.acmeboot.challenge.TlsAlpn01Responder;

/**
 * Presents challenge certificates to whoever negotiates {@code acme-tls/1}, and nothing
 * else; leaves all other handshakes to another key manager. By then the protocol is fixed
 * in every version of TLS. What was presented to a CA is never resumed.
 */
final class TlsAlpn01KeyManager extends X509ExtendedKeyManager {

	private final X509ExtendedKeyManager delegate;

	private final Supplier<TlsAlpn01Responder> responder;

	TlsAlpn01KeyManager(X509ExtendedKeyManager delegate, Supplier<TlsAlpn01Responder> responder) {
		this.delegate = delegate;
		this.responder = responder;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		if (engine == null || !TlsAlpn01Responder.PROTOCOL.equals(engine.getHandshakeApplicationProtocol())) {
			return this.delegate.chooseEngineServerAlias(keyType, issuers, engine);
		}
		SSLSession session = engine.getHandshakeSession();
		Optional<String> alias = requestedHost(session).flatMap(this.responder.get()::respond)
			.filter((challenge) -> challenge.privateKey().getAlgorithm().equals(keyType))
			.map(ChallengeCertificate::alias);
		alias.ifPresent((chosen) -> session.invalidate());
		return alias.orElse(null);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		if (!TlsAlpn01Responder.handles(alias)) {
			return this.delegate.getCertificateChain(alias);
		}
		return this.responder.get()
			.resolve(alias)
			.map((challenge) -> new X509Certificate[] { challenge.certificate() })
			.orElse(null);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		if (!TlsAlpn01Responder.handles(alias)) {
			return this.delegate.getPrivateKey(alias);
		}
		return this.responder.get().resolve(alias).map(ChallengeCertificate::privateKey).orElse(null);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return this.delegate.chooseServerAlias(keyType, issuers, socket);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return this.delegate.getServerAliases(keyType, issuers);
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return this.delegate.getClientAliases(keyType, issuers);
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return this.delegate.chooseClientAlias(keyType, issuers, socket);
	}

	private static Optional<String> requestedHost(@Nullable SSLSession session) {
		return ((session instanceof ExtendedSSLSession extended) ? extended.getRequestedServerNames().stream()
				: Stream.empty())
			.filter(SNIHostName.class::isInstance)
			.map((name) -> ((SNIHostName) name).getAsciiName())
			.findFirst();
	}

}
