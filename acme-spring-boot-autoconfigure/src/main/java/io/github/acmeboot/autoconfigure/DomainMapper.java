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

package io.github.acmeboot.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.Identifier;

/**
 * Makes identifiers of the domains of one certificate. A domain that is there twice, in
 * whatever spelling, counts once.
 */
final class DomainMapper {

	private static final int MAX_DOMAINS = 100;

	private static final Set<String> IP_CHALLENGES = Set.of("http-01", "tls-alpn-01");

	private final String certificate;

	private final String challenge;

	private final boolean publicAuthority;

	DomainMapper(String certificate, String challenge, boolean publicAuthority) {
		this.certificate = certificate;
		this.challenge = challenge;
		this.publicAuthority = publicAuthority;
	}

	List<Identifier> map(List<String> domains) {
		if (domains.isEmpty()) {
			throw invalid("", "", "A certificate needs at least one domain. Name the hosts it is for.");
		}
		Set<Identifier> identifiers = new LinkedHashSet<>();
		for (int i = 0; i < domains.size(); i++) {
			identifiers.add(map("[" + i + "]", domains.get(i)));
		}
		if (identifiers.size() > MAX_DOMAINS) {
			throw invalid("", identifiers.size() + " domains",
					"CAs issue for at most " + MAX_DOMAINS + " domains. Divide them into several certificates.");
		}
		return List.copyOf(identifiers);
	}

	private Identifier map(String index, String domain) {
		Identifier identifier = parse(index, domain);
		if (identifier.isWildcard() && !this.challenge.startsWith("dns-")) {
			throw invalid(index, domain, "A wildcard can only be proven by dns-01, not by " + this.challenge + ". Set '"
					+ this.certificate + ".challenge' to 'dns-01', or name each host.");
		}
		if (identifier.type() == Identifier.Type.IP && !IP_CHALLENGES.contains(this.challenge)) {
			throw invalid(index, domain, "An IP address can only be proven by http-01 or tls-alpn-01, not by "
					+ this.challenge + ". Set '" + this.certificate + ".challenge' to one of them.");
		}
		if (this.publicAuthority && PrivateIdentifiers.contains(identifier)) {
			throw invalid(index, domain, "A public CA never issues for a private name or address. Use a public one, or "
					+ "set 'directory-url' of the issuer to a private CA.");
		}
		return identifier;
	}

	private Identifier parse(String index, String domain) {
		try {
			return Identifier.of(domain);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(index, domain, "It is no domain: " + ex.getMessage()
					+ ". Write a host name without scheme, port and path, or an IP address.");
		}
	}

	private InvalidConfigurationPropertyValueException invalid(String index, String value, String reason) {
		return new InvalidConfigurationPropertyValueException(this.certificate + ".domains" + index, value, reason);
	}

}
