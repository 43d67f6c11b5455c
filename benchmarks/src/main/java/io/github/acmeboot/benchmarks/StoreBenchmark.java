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

package io.github.acmeboot.benchmarks;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.sealing.EncryptionProperties;
import io.github.acmeboot.store.sealing.StoreSealing;

/**
 * A certificate is written and read, in memory: what encoding and sealing cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class StoreBenchmark {

	private static final String KEY = "certificates/web";

	private final CertificateCodec codec = new CertificateCodec();

	private final IssuedCertificate certificate = new TestAuthority().issue("www.example.org");

	/**
	 * Whether what is stored is sealed.
	 */
	@Param({ "false", "true" })
	public boolean sealed;

	private AcmeStore store;

	/**
	 * Writes the certificate for the first time.
	 */
	@Setup
	public void open() {
		this.store = this.sealed ? new StoreSealing(keys()).over(new InMemoryAcmeStore()) : new InMemoryAcmeStore();
		this.store.save(KEY, this.codec.encode(this.certificate), WriteCondition.absent());
	}

	private static EncryptionProperties keys() {
		EncryptionProperties.Key key = new EncryptionProperties.Key();
		key.setId("benchmark");
		key.setSecret(Base64.getEncoder().encodeToString(new byte[32]));
		EncryptionProperties properties = new EncryptionProperties();
		properties.setKeys(List.of(key));
		return properties;
	}

	/**
	 * Writes.
	 * @return the version
	 */
	@Benchmark
	public String write() {
		return this.store
			.save(KEY, this.codec.encode(this.certificate),
					WriteCondition.version(this.store.version(KEY).orElseThrow()))
			.version();
	}

	/**
	 * Reads.
	 * @return the certificate
	 */
	@Benchmark
	public Optional<IssuedCertificate> read() {
		return this.store.load(KEY).map((value) -> this.codec.decode(value.content()));
	}

}
