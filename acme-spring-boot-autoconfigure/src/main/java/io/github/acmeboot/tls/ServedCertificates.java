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

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * The certificates presented to clients from the next handshake on. A change is one
 * volatile write; what it replaces can still be resolved for a minute, so that a
 * handshake under way ends with the key and the chain it began with. Safe for use by
 * several threads.
 */
public final class ServedCertificates {

	static final Duration RETIREMENT = Duration.ofSeconds(60);

	private final Map<String, Retired> retired = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	private volatile CertificateSnapshot snapshot = CertificateSnapshot.EMPTY;

	/**
	 * Creates a holder of no certificates.
	 */
	public ServedCertificates() {
		this(System::nanoTime);
	}

	ServedCertificates(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Returns a key manager that always presents the certificates of the moment.
	 * @param defaultName the name of the certificate for clients that ask for no host, or
	 * for one that is not known
	 * @return the key manager
	 */
	public X509ExtendedKeyManager keyManager(String defaultName) {
		return new ServingKeyManager(this, defaultName);
	}

	/**
	 * Returns what is presented under a name.
	 * @param name the name of the managed certificate
	 * @return the certificate or its placeholder, or empty if there is neither
	 */
	public Optional<ServedCertificate> find(String name) {
		return this.snapshot.named(name);
	}

	/**
	 * Returns whether a client that asks for a host is given a certificate.
	 * @param certificate the certificate
	 * @param host the host in lower case, or {@code null} for a client that names none
	 * @param defaultName the name of the certificate for hosts nobody knows
	 * @return whether it is the one presented
	 */
	public boolean isPresented(ServedCertificate certificate, @Nullable String host, String defaultName) {
		String keyType = certificate.certificate().privateKey().getAlgorithm();
		ServedCertificate chosen = this.snapshot.choose(host, keyType, defaultName);
		return chosen != null && chosen.alias().equals(certificate.alias());
	}

	void put(ServedCertificate certificate) {
		putAll(List.of(certificate));
	}

	synchronized void putAll(Collection<ServedCertificate> certificates) {
		replace(this.snapshot.with(certificates));
	}

	synchronized void remove(String name) {
		replace(this.snapshot.without(name));
	}

	CertificateSnapshot snapshot() {
		return this.snapshot;
	}

	@Nullable ServedCertificate resolve(String alias) {
		ServedCertificate current = this.snapshot.withAlias(alias);
		if (current != null) {
			return current;
		}
		Retired former = this.retired.get(alias);
		return (former != null) ? former.certificate() : null;
	}

	private void replace(CertificateSnapshot next) {
		long now = this.nanoTime.getAsLong();
		this.retired.values().removeIf((former) -> now - former.since() > RETIREMENT.toNanos());
		for (ServedCertificate served : this.snapshot.all()) {
			if (next.withAlias(served.alias()) == null) {
				this.retired.put(served.alias(), new Retired(served, now));
			}
		}
		this.snapshot = next;
	}

	private record Retired(ServedCertificate certificate, long since) {

	}

}
