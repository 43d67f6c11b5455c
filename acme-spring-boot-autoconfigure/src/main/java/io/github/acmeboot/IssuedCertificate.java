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

package io.github.acmeboot;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate as the CA issued it, with its private key. Immutable; its text never
 * shows the key. Its generation says when it took its place in the store, and is no part
 * of what makes two certificates equal.
 */
public final class IssuedCertificate {

	private final PrivateKey privateKey;

	private final List<X509Certificate> chain;

	private final long generation;

	/**
	 * Creates a certificate without a generation.
	 * @param privateKey the private key of the leaf
	 * @param chain the chain, leaf first
	 * @throws IllegalArgumentException if the chain is empty
	 */
	public IssuedCertificate(PrivateKey privateKey, List<X509Certificate> chain) {
		this(privateKey, chain, 0);
	}

	private IssuedCertificate(PrivateKey privateKey, List<X509Certificate> chain, long generation) {
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("'chain' must not be empty");
		}
		this.privateKey = privateKey;
		this.chain = List.copyOf(chain);
		this.generation = generation;
	}

	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Returns the chain.
	 * @return the chain, leaf first
	 */
	public List<X509Certificate> chain() {
		return this.chain;
	}

	/**
	 * Returns the generation: one higher than that of the certificate it took the place
	 * of, so that a certificate that was taken back on purpose is told from one out of an
	 * old backup.
	 * @return a number greater than zero, or zero if it has none
	 */
	public long generation() {
		return this.generation;
	}

	/**
	 * Returns the same certificate as another generation.
	 * @param generation the generation
	 * @return the certificate
	 */
	public IssuedCertificate withGeneration(long generation) {
		return new IssuedCertificate(this.privateKey, this.chain, generation);
	}

	public X509Certificate leaf() {
		return this.chain.get(0);
	}

	/**
	 * Returns the serial number as operators know it.
	 * @return lower-case hexadecimal digits, two for each byte
	 */
	public String serial() {
		BigInteger serial = leaf().getSerialNumber();
		byte[] bytes = serial.toByteArray();
		int sign = (bytes.length > 1 && bytes[0] == 0) ? 1 : 0;
		return HexFormat.of().formatHex(bytes, sign, bytes.length);
	}

	public Instant notBefore() {
		return leaf().getNotBefore().toInstant();
	}

	public Instant notAfter() {
		return leaf().getNotAfter().toInstant();
	}

	/**
	 * Returns the time from the start to the end of the validity.
	 * @return the life of the leaf
	 */
	public Duration life() {
		return Duration.between(notBefore(), notAfter());
	}

	/**
	 * Returns whether the certificate is valid at an instant.
	 * @param instant the instant to look at
	 * @return whether the instant lies within the validity
	 */
	public boolean isValidAt(Instant instant) {
		return !instant.isBefore(notBefore()) && instant.isBefore(notAfter());
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof IssuedCertificate that && this.chain.equals(that.chain)
				&& this.privateKey.equals(that.privateKey));
	}

	@Override
	public int hashCode() {
		return this.chain.hashCode();
	}

	@Override
	public String toString() {
		return "IssuedCertificate[subject=" + leaf().getSubjectX500Principal() + ", serial=" + serial() + ", notAfter="
				+ notAfter() + ", privateKey=******]";
	}

}
