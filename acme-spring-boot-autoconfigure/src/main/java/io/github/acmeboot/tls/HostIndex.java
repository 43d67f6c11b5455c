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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds certificates by the host a client asks for: those of the exact name first, then
 * those of the wildcard one label above. Of several for one name the one that lives
 * longest comes first. Immutable.
 */
final class HostIndex {

	private static final Comparator<ServedCertificate> LONGEST_LIFE_FIRST = Comparator
		.comparing((ServedCertificate served) -> served.certificate().notAfter())
		.reversed();

	private final Map<String, List<ServedCertificate>> byHost;

	HostIndex(Collection<ServedCertificate> certificates) {
		this.byHost = new HashMap<>();
		certificates.forEach((served) -> served.hosts()
			.forEach((host) -> this.byHost.computeIfAbsent(host, (key) -> new ArrayList<>(1)).add(served)));
		this.byHost.values().forEach((candidates) -> candidates.sort(LONGEST_LIFE_FIRST));
	}

	/**
	 * Finds the certificates for a host.
	 * @param host the host in lower case
	 * @return the certificates in order of preference, possibly none
	 */
	List<ServedCertificate> find(String host) {
		List<ServedCertificate> exact = this.byHost.getOrDefault(host, List.of());
		int dot = host.indexOf('.');
		if (dot <= 0) {
			return exact;
		}
		List<ServedCertificate> wildcard = this.byHost.getOrDefault("*" + host.substring(dot), List.of());
		return exact.isEmpty() ? wildcard : join(exact, wildcard);
	}

	private static List<ServedCertificate> join(List<ServedCertificate> first, List<ServedCertificate> second) {
		if (second.isEmpty()) {
			return first;
		}
		List<ServedCertificate> joined = new ArrayList<>(first);
		joined.addAll(second);
		return joined;
	}

}
