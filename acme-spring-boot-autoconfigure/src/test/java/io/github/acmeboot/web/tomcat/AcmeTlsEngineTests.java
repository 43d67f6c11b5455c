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

import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.challenge.TestResponders;
import io.github.acmeboot.challenge.TlsAlpn01Responder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeTlsEngine}.
 */
class AcmeTlsEngineTests {

	@Test
	void anOrdinaryHandshakeAsksNobody() throws Exception {
		AcmeTlsEngine engine = new AcmeTlsEngine(SSLContext.getDefault().createSSLEngine(), () -> {
			throw new IllegalStateException("Nobody is to be asked");
		});
		engine.setSSLParameters(parameters());
		engine.setSSLParameters(parameters("h2"));
		engine.setSSLParameters(parameters("h2", "acme-tls/1"));
		assertThat(engine.getApplicationProtocol()).isNull();
		assertThat(engine.getNeedClientAuth()).isTrue();
		assertThat(engine.getSSLParameters().getApplicationProtocols()).containsExactly("h2", "acme-tls/1");
	}

	@Test
	void aCaNeedsNoCertificateAndIsFollowedByNoRequestWhateverTheHandshakeEndsWith() throws Exception {
		AcmeTlsEngine engine = engine("tls-alpn-01");
		engine.setSSLParameters(parameters("acme-tls/1"));
		assertThat(engine.getNeedClientAuth()).isFalse();
		assertThat(engine.getApplicationProtocol()).isEqualTo("acme-tls/1");
		assertThat(engine.getSSLParameters().getSNIMatchers()).hasSize(1);
	}

	@Test
	void whereNothingUsesItTheProtocolIsNotSpoken() throws Exception {
		AcmeTlsEngine engine = engine("http-01");
		engine.setSSLParameters(parameters("acme-tls/1"));
		assertThat(engine.getSSLParameters().getApplicationProtocols()).isNotEmpty().doesNotContain("acme-tls/1");
		assertThat(engine.getApplicationProtocol()).isEqualTo("acme-tls/1");
	}

	private static AcmeTlsEngine engine(String challenge) throws NoSuchAlgorithmException {
		ManagedCertificate certificate = new ManagedCertificate("web", List.of(Identifier.of("example.com")),
				List.of("ca"), challenge, KeyType.EC_P256, false, null, null, true);
		TlsAlpn01Responder responder = TestResponders.tlsAlpn01(new ManagedCertificates(List.of(certificate)),
				Clock.systemUTC());
		return new AcmeTlsEngine(SSLContext.getDefault().createSSLEngine(), () -> responder);
	}

	private static SSLParameters parameters(String... protocols) {
		SSLParameters parameters = new SSLParameters();
		parameters.setApplicationProtocols(protocols);
		parameters.setNeedClientAuth(true);
		return parameters;
	}

}
