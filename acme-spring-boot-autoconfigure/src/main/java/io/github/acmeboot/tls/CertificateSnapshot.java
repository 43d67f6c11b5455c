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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All certificates presented at one moment, and the choice between them. Immutable.
 * <p>
 * A host gets the certificate of its exact name, else of the wildcard one label above it,
 * else the placeholder of its name, else the default one. Where there are several for
 * different kinds of keys, the kind the client asks for decides; a host that has a
 * certificate of its own is never given the default one.
 */
final class CertificateSnapshot {

	static final CertificateSnapshot EMPTY = new CertificateSnapshot(Map.of());

	private final Map<String, ServedCertificate> byName;

	private final Map<String, ServedCertificate> byAlias = new HashMap<>();

	private final HostIndex issued;

	private final HostIndex placeholders;

	private CertificateSnapshot(Map<String, ServedCertificate> byName) {
		this.byName = byName;
		byName.values().forEach((served) -> this.byAlias.put(served.alias(), served));
		this.issued = index((served) -> !served.placeholder());
		this.placeholders = index(ServedCertificate::placeholder);
	}

	CertificateSnapshot with(Collection<ServedCertificate> certificates) {
		return changed((names) -> certificates.forEach((served) -> names.put(served.name(), served)));
	}

	CertificateSnapshot without(String name) {
		return changed((names) -> names.remove(name));
	}

	Optional<ServedCertificate> named(String name) {
		return Optional.ofNullable(this.byName.get(name));
	}

	Collection<ServedCertificate> all() {
		return this.byName.values();
	}

	@Nullable ServedCertificate withAlias(String alias) {
		return this.byAlias.get(alias);
	}

	/**
	 * Chooses a certificate.
	 * @param host the host the client asks for, in lower case, or {@code null} if it
	 * names none
	 * @param keyType the type of key the client asks for
	 * @param defaultName the name of the certificate for hosts nobody knows
	 * @return the certificate, or {@code null} if there is none of that type
	 */
	@Nullable ServedCertificate choose(@Nullable String host, String keyType, String defaultName) {
		for (ServedCertificate candidate : candidates(host, defaultName)) {
			if (candidate.hasKeyOf(keyType)) {
				return candidate;
			}
		}
		return null;
	}

	private List<ServedCertificate> candidates(@Nullable String host, String defaultName) {
		List<ServedCertificate> candidates = (host != null) ? find(host) : List.of();
		return candidates.isEmpty() ? defaults(defaultName) : candidates;
	}

	private List<ServedCertificate> find(String host) {
		List<ServedCertificate> candidates = this.issued.find(host);
		return candidates.isEmpty() ? this.placeholders.find(host) : candidates;
	}

	private List<ServedCertificate> defaults(String defaultName) {
		ServedCertificate served = this.byName.get(defaultName);
		if (served == null) {
			return List.of();
		}
		List<ServedCertificate> candidates = new ArrayList<>(List.of(served));
		served.hosts().stream().limit(1).map(this::find).forEach(candidates::addAll);
		return candidates;
	}

	private CertificateSnapshot changed(Consumer<Map<String, ServedCertificate>> change) {
		Map<String, ServedCertificate> names = new HashMap<>(this.byName);
		change.accept(names);
		return new CertificateSnapshot(names);
	}

	private HostIndex index(Predicate<ServedCertificate> filter) {
		return new HostIndex(this.byName.values().stream().filter(filter).toList());
	}

}
