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

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.acmeboot.benchmarks.TestAuthority;

/**
 * The choice of a certificate, made in each full handshake.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class CertificateChoiceBenchmark {

	/**
	 * How many certificates are served.
	 */
	@Param({ "1", "100", "10000" })
	public int count;

	private ServedCertificates certificates;

	private String host;

	/**
	 * Issues the certificates.
	 */
	@Setup
	public void issue() {
		this.certificates = BenchmarkCertificates.of(new TestAuthority(), this.count);
		this.host = BenchmarkCertificates.host(this.count / 2);
	}

	/**
	 * A client asks for a host with a certificate.
	 * @return its certificate
	 */
	@Benchmark
	public @Nullable ServedCertificate known() {
		return this.certificates.snapshot().choose(this.host, "EC", "certificate0");
	}

	/**
	 * A client asks for a host nobody knows.
	 * @return the default certificate
	 */
	@Benchmark
	public @Nullable ServedCertificate unknown() {
		return this.certificates.snapshot().choose("nobody.example.com", "EC", "certificate0");
	}

}
