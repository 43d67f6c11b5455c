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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.benchmarks.TestAuthority;
import io.github.acmeboot.tls.BenchmarkCertificates;

/**
 * A full handshake between two engines, without sockets: by the starter's key manager and
 * engine, and by those of the JDK with a key store.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class HandshakeBenchmark {

	private static final char[] PASSWORD = "in-memory".toCharArray();

	/**
	 * The version of TLS.
	 */
	@Param({ "TLSv1.2", "TLSv1.3" })
	public String protocol;

	/**
	 * Who serves.
	 */
	@Param({ "starter", "jdk" })
	public String server;

	private SSLContext client;

	private Supplier<SSLEngine> engines;

	/**
	 * Issues the certificate.
	 * @throws GeneralSecurityException if a context cannot be made
	 * @throws IOException if a context cannot be made
	 */
	@Setup
	public void issue() throws GeneralSecurityException, IOException {
		TestAuthority authority = new TestAuthority();
		this.client = SSLContext.getInstance("TLS");
		this.client.init(null, trust(authority), null);
		this.engines = this.server.equals("starter") ? starter(authority)
				: jdk(authority.issue("host0.example.org"))::createSSLEngine;
	}

	private static Supplier<SSLEngine> starter(TestAuthority authority) {
		return new AcmeTomcatSslContext("TLS", BenchmarkCertificates.of(authority, 1).keyManager("certificate0"),
				new TrustManager[0], (engine) -> new AcmeTlsEngine(engine, () -> {
					throw new IllegalStateException("No CA is expected");
				}))::createSSLEngine;
	}

	private static SSLContext jdk(IssuedCertificate certificate) throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		keyStore.setKeyEntry("web", certificate.privateKey(), PASSWORD,
				certificate.chain().toArray(new X509Certificate[0]));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), new TrustManager[0], null);
		return context;
	}

	private static TrustManager[] trust(TestAuthority authority) throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		keyStore.setCertificateEntry("root", authority.root());
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore);
		return factory.getTrustManagers();
	}

	/**
	 * Shakes hands. No session is resumed, since the client's engine knows of no peer.
	 * @return the client's engine
	 * @throws SSLException if it fails
	 */
	@Benchmark
	public SSLEngine full() throws SSLException {
		SSLEngine ours = this.engines.get();
		SSLEngine theirs = this.client.createSSLEngine();
		ours.setUseClientMode(false);
		theirs.setUseClientMode(true);
		theirs.setEnabledProtocols(new String[] { this.protocol });
		ByteBuffer toServer = ByteBuffer.allocate(theirs.getSession().getPacketBufferSize());
		ByteBuffer toClient = ByteBuffer.allocate(ours.getSession().getPacketBufferSize());
		ByteBuffer nothing = ByteBuffer.allocate(0);
		ByteBuffer scratch = ByteBuffer.allocate(ours.getSession().getApplicationBufferSize());
		theirs.beginHandshake();
		ours.beginHandshake();
		while (isShaking(theirs) || isShaking(ours)) {
			step(theirs, nothing, toServer, toClient, scratch);
			step(ours, nothing, toClient, toServer, scratch);
		}
		return theirs;
	}

	private static boolean isShaking(SSLEngine engine) {
		return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
	}

	private static void step(SSLEngine engine, ByteBuffer nothing, ByteBuffer out, ByteBuffer in, ByteBuffer scratch)
			throws SSLException {
		switch (engine.getHandshakeStatus()) {
			case NEED_TASK -> engine.getDelegatedTask().run();
			case NEED_WRAP -> engine.wrap(nothing, out);
			case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
				in.flip();
				engine.unwrap(in, scratch.clear());
				in.compact();
			}
			default -> {
			}
		}
	}

}
