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

import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.IssuedCertificate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServedCertificates} and its key manager.
 */
class ServedCertificatesTests {

	private final TestCertificates ca = new TestCertificates();

	private final AtomicLong nanoTime = new AtomicLong();

	private final ServedCertificates certificates = new ServedCertificates(this.nanoTime::get);

	private final X509ExtendedKeyManager keyManager = this.certificates.keyManager("web");

	@Test
	void anAliasIsResolvedForAMinuteAfterItsCertificateWasReplaced() {
		put(this.ca.ec("example.com"));
		String former = this.keyManager.chooseEngineServerAlias("EC", null, null);
		put(this.ca.ec("example.com"));
		elapse(59);
		put(this.ca.ec("example.com"));
		assertThat(this.keyManager.getPrivateKey(former)).isNotNull();
		assertThat(this.keyManager.getCertificateChain(former)).hasSize(2);
		elapse(2);
		put(this.ca.ec("example.com"));
		assertThat(this.keyManager.getPrivateKey(former)).isNull();
		assertThat(this.keyManager.getCertificateChain(former)).isNull();
	}

	@Test
	void aCertificateThatComesBackIsRetiredAnewLater() {
		IssuedCertificate first = this.ca.ec("example.com");
		put(first);
		String alias = this.keyManager.chooseEngineServerAlias("EC", null, null);
		put(this.ca.ec("example.com"));
		elapse(50);
		put(first);
		elapse(50);
		put(this.ca.ec("example.com"));
		elapse(50);
		put(this.ca.ec("example.com"));
		assertThat(this.keyManager.getPrivateKey(alias)).isNotNull();
	}

	@Test
	void aWithdrawnCertificateIsNoLongerChosenButStillResolved() {
		put(this.ca.ec("example.com"));
		String alias = this.keyManager.chooseEngineServerAlias("EC", null, null);
		this.certificates.remove("web");
		assertThat(this.keyManager.chooseEngineServerAlias("EC", null, null)).isNull();
		assertThat(this.keyManager.getPrivateKey(alias)).isNotNull();
	}

	@Test
	void aNegativeNanoTimeDoesNotMatter() {
		this.nanoTime.set(Long.MAX_VALUE - 1);
		put(this.ca.ec("example.com"));
		String alias = this.keyManager.chooseEngineServerAlias("EC", null, null);
		put(this.ca.ec("example.com"));
		elapse(10);
		put(this.ca.ec("example.com"));
		assertThat(this.keyManager.getPrivateKey(alias)).isNotNull();
	}

	@Test
	void itNeverActsAsAClient() {
		put(this.ca.ec("example.com"));
		assertThat(this.keyManager.chooseClientAlias(new String[] { "EC" }, null, null)).isNull();
		assertThat(this.keyManager.getClientAliases("EC", null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void noHandshakeFailsWhileCertificatesAreSwappedAsFastAsPossible(String protocol) throws Exception {
		List<ServedCertificate> generations = Stream.generate(() -> this.ca.ec("a.example.com"))
			.limit(4)
			.map((certificate) -> ServedCertificate.issued("web", certificate))
			.toList();
		this.certificates.put(generations.get(0));
		AtomicBoolean stop = new AtomicBoolean();
		AtomicLong swaps = new AtomicLong();
		ExecutorService executor = Executors.newSingleThreadExecutor();
		Future<?> swapper = executor.submit(() -> {
			while (!stop.get()) {
				this.certificates.put(generations.get((int) (swaps.incrementAndGet() % generations.size())));
			}
		});
		try {
			SSLContext server = serverContext();
			SSLContext client = clientContext();
			for (int i = 0; i < 500 || swaps.get() <= 50_000; i++) {
				new EnginePair(clientEngine(client, protocol, i), server.createSSLEngine()).handshake();
			}
		}
		finally {
			stop.set(true);
			swapper.get();
			executor.shutdown();
		}
		assertThat(swaps).hasValueGreaterThan(50_000);
	}

	private SSLContext serverContext() throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(new KeyManager[] { this.keyManager }, null, null);
		return context;
	}

	private SSLContext clientContext() throws Exception {
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("ca", this.ca.root());
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(trust);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

	private static SSLEngine clientEngine(SSLContext context, String protocol, int port) {
		SSLEngine engine = context.createSSLEngine("a.example.com", 1 + port);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setProtocols(new String[] { protocol });
		parameters.setServerNames(List.of(new SNIHostName("A.example.com")));
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
		return engine;
	}

	private void put(IssuedCertificate certificate) {
		this.certificates.put(ServedCertificate.issued("web", certificate));
	}

	private void elapse(int seconds) {
		this.nanoTime.addAndGet(seconds * 1_000_000_000L);
	}

}
