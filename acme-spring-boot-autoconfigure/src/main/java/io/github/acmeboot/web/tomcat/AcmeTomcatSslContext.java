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

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

import org.apache.tomcat.util.net.SSLContext;

import io.github.acmeboot.tls.TlsSessions;

/**
 * The one TLS context of a Tomcat connector. It outlives every certificate, and with it
 * the sessions do; only {@link #invalidate()} begins a new one.
 */
final class AcmeTomcatSslContext implements SSLContext, TlsSessions {

	private static final List<SNIMatcher> ANY_HOST = List.of(new AnyHostMatcher());

	private final String protocol;

	private final X509ExtendedKeyManager keyManager;

	private final TrustManager[] trustManagers;

	private final UnaryOperator<SSLEngine> engines;

	private volatile javax.net.ssl.SSLContext delegate;

	AcmeTomcatSslContext(String protocol, X509ExtendedKeyManager keyManager, TrustManager[] trustManagers,
			UnaryOperator<SSLEngine> engines) {
		this.protocol = protocol;
		this.keyManager = keyManager;
		this.trustManagers = trustManagers.clone();
		this.engines = engines;
		this.delegate = createDelegate();
	}

	@Override
	public void invalidate() {
		this.delegate = createDelegate();
	}

	/**
	 * Creates an engine that takes any host the client asks for. Without a matcher JSSE
	 * forgets that host, and resumes a session of one host for another.
	 */
	@Override
	public SSLEngine createSSLEngine() {
		SSLEngine engine = this.delegate.createSSLEngine();
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setSNIMatchers(ANY_HOST);
		engine.setSSLParameters(parameters);
		return this.engines.apply(engine);
	}

	@Override
	public void init(KeyManager[] keyManagers, TrustManager[] trustManagers, SecureRandom random)
			throws KeyManagementException {
		throw new KeyManagementException("The context is initialized already");
	}

	@Override
	public void destroy() {
	}

	@Override
	public SSLSessionContext getServerSessionContext() {
		return this.delegate.getServerSessionContext();
	}

	@Override
	public SSLServerSocketFactory getServerSocketFactory() {
		return this.delegate.getServerSocketFactory();
	}

	@Override
	public SSLParameters getSupportedSSLParameters() {
		return this.delegate.getSupportedSSLParameters();
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return this.keyManager.getCertificateChain(alias);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return Arrays.stream(this.trustManagers)
			.flatMap((manager) -> (manager instanceof X509TrustManager x509) ? Stream.of(x509.getAcceptedIssuers())
					: Stream.empty())
			.toArray(X509Certificate[]::new);
	}

	private javax.net.ssl.SSLContext createDelegate() {
		try {
			javax.net.ssl.SSLContext context = javax.net.ssl.SSLContext.getInstance(this.protocol);
			context.init(new KeyManager[] { this.keyManager }, this.trustManagers, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a TLS context for '" + this.protocol + "'", ex);
		}
	}

	private static final class AnyHostMatcher extends SNIMatcher {

		AnyHostMatcher() {
			super(StandardConstants.SNI_HOST_NAME);
		}

		@Override
		public boolean matches(SNIServerName serverName) {
			return true;
		}

	}

}
