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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The certificates that are looked after: those of the configuration, and those added at
 * run time. Safe for use by several threads.
 */
public final class ManagedCertificates {

	private final Map<String, ManagedCertificate> certificates = new ConcurrentSkipListMap<>();

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	public ManagedCertificates(Collection<ManagedCertificate> configured) {
		configured.forEach(this::add);
	}

	/**
	 * Adds a certificate, or replaces the one of the same name.
	 * @param certificate the certificate to look after
	 */
	public void add(ManagedCertificate certificate) {
		this.certificates.put(certificate.name(), certificate);
		this.listeners.forEach((listener) -> listener.accept(certificate.name()));
	}

	/**
	 * Stops looking after a certificate.
	 * @param name the name of the certificate
	 * @return the certificate that was removed, if there was one
	 */
	public Optional<ManagedCertificate> remove(String name) {
		Optional<ManagedCertificate> removed = Optional.ofNullable(this.certificates.remove(name));
		removed.ifPresent((certificate) -> this.listeners.forEach((listener) -> listener.accept(name)));
		return removed;
	}

	/**
	 * Adds a listener that is told of certificates that were added, replaced or removed.
	 * @param listener called with the name of the certificate after each change, by the
	 * thread that made it
	 */
	public void onChange(Consumer<String> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Adds a listener that is told of certificates that are looked after no longer.
	 * @param listener called with the name of the certificate, by the thread that removed
	 * it
	 */
	public void onRemoval(Consumer<String> listener) {
		onChange((name) -> {
			if (find(name).isEmpty()) {
				listener.accept(name);
			}
		});
	}

	/**
	 * Finds a certificate.
	 * @param name the name of the certificate
	 * @return the certificate, if it is looked after
	 */
	public Optional<ManagedCertificate> find(String name) {
		return Optional.ofNullable(this.certificates.get(name));
	}

	/**
	 * Returns all certificates as they are now.
	 * @return a snapshot, ordered by name
	 */
	public List<ManagedCertificate> all() {
		return List.copyOf(this.certificates.values());
	}

	/**
	 * Returns whether any certificate is for the given host.
	 * @param host a canonical host name or IP address
	 * @return whether the host is one of ours
	 */
	public boolean covers(String host) {
		return this.certificates.values().stream().anyMatch((certificate) -> certificate.covers(host));
	}

	/**
	 * Returns whether any certificate names an identifier. A wildcard names itself only.
	 * @param identifier the identifier
	 * @return whether a CA may ask for proof of control of the identifier
	 */
	public boolean contains(Identifier identifier) {
		return this.certificates.values()
			.stream()
			.anyMatch((certificate) -> certificate.identifiers().contains(identifier));
	}

}
