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
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.benchmarks.TestAuthority;

/**
 * A reload: until the next handshake is given the new certificate.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReloadBenchmark {

	/**
	 * Ours: one snapshot takes the place of another.
	 * @param served what is served
	 * @return what is served then
	 */
	@Benchmark
	public ServedCertificates snapshot(Snapshot served) {
		served.certificates.put(ServedCertificate.issued("certificate0", served.renewals.next()));
		return served.certificates;
	}

	/**
	 * Boot's: a bundle is updated, and whoever follows it makes a new context.
	 * @param bundle the bundle
	 * @return the bundle
	 * @throws GeneralSecurityException if it cannot be made
	 * @throws IOException if it cannot be made
	 */
	@Benchmark
	public Bundle bundle(Bundle bundle) throws GeneralSecurityException, IOException {
		bundle.registry.updateBundle("web", bundle.of(bundle.renewals.next()));
		return bundle;
	}

	/**
	 * Two certificates, in turns.
	 */
	private static final class Renewals {

		private final List<IssuedCertificate> certificates;

		private int next;

		Renewals(TestAuthority authority) {
			this.certificates = List.of(authority.issue("host0.example.org"), authority.issue("host0.example.org"));
		}

		IssuedCertificate next() {
			this.next = 1 - this.next;
			return this.certificates.get(this.next);
		}

	}

	/**
	 * What is served by the starter.
	 */
	@State(Scope.Benchmark)
	@SuppressWarnings("NullAway.Init")
	public static class Snapshot {

		/**
		 * How many certificates are served.
		 */
		@Param({ "1", "100", "10000" })
		public int count;

		private ServedCertificates certificates;

		private Renewals renewals;

		/**
		 * Issues the certificates.
		 */
		@Setup
		public void issue() {
			TestAuthority authority = new TestAuthority();
			this.certificates = BenchmarkCertificates.of(authority, this.count);
			this.renewals = new Renewals(authority);
		}

	}

	/**
	 * A bundle as Boot has it.
	 */
	@State(Scope.Benchmark)
	@SuppressWarnings("NullAway.Init")
	public static class Bundle {

		private static final String PASSWORD = "in-memory";

		/**
		 * The type of the key store.
		 */
		@Param({ "JKS", "PKCS12" })
		public String type;

		private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

		private Renewals renewals;

		private volatile SSLContext context;

		/**
		 * Registers the bundle.
		 * @throws GeneralSecurityException if it cannot be made
		 * @throws IOException if it cannot be made
		 */
		@Setup
		public void register() throws GeneralSecurityException, IOException {
			this.renewals = new Renewals(new TestAuthority());
			this.registry.registerBundle("web", of(this.renewals.next()));
			this.registry.addBundleUpdateHandler("web", (bundle) -> this.context = bundle.createSslContext());
		}

		private SslBundle of(IssuedCertificate certificate) throws GeneralSecurityException, IOException {
			KeyStore keyStore = KeyStore.getInstance(this.type);
			keyStore.load(null, null);
			keyStore.setKeyEntry("web", certificate.privateKey(), PASSWORD.toCharArray(),
					certificate.chain().toArray(new X509Certificate[0]));
			return SslBundle.of(SslStoreBundle.of(keyStore, PASSWORD, null));
		}

	}

}
