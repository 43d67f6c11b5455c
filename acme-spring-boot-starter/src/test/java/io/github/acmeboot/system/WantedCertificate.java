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

package io.github.acmeboot.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;

/**
 * The certificate that a row of the fault matrix wants, which may change.
 */
final class WantedCertificate {

	private final String name;

	private List<String> domains;

	private List<String> issuers;

	private KeyType keyType = KeyType.EC_P256;

	private String challenge = "http-01";

	private @Nullable String profile;

	WantedCertificate(String name) {
		this.name = name;
		this.domains = List.of(host());
		this.issuers = List.of(name);
	}

	String host() {
		return this.name + ".example.org";
	}

	/**
	 * Sets the names beside that of the row.
	 * @param more the names, or none
	 */
	void names(String... more) {
		this.domains = Stream.concat(Stream.of(host()), Stream.of(more)).toList();
	}

	/**
	 * Has the same names in the opposite order.
	 */
	void reverseNames() {
		this.domains = IntStream.range(0, this.domains.size())
			.mapToObj((i) -> this.domains.get(this.domains.size() - 1 - i))
			.toList();
	}

	void issuers(String... issuers) {
		this.issuers = List.of(issuers);
	}

	void keyType(KeyType keyType) {
		this.keyType = keyType;
	}

	void challenge(String challenge) {
		this.challenge = challenge;
	}

	void profile(@Nullable String profile) {
		this.profile = profile;
	}

	ManagedCertificate managed() {
		return new ManagedCertificate(this.name, this.domains.stream().map(Identifier::of).toList(), this.issuers,
				this.challenge, this.keyType, false, this.profile, null, true);
	}

	/**
	 * Returns what an application is configured with that is to look after it.
	 * @return the properties
	 */
	Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		String prefix = "acme.certificates." + this.name + ".";
		properties.put(prefix + "domains", String.join(",", this.domains));
		properties.put(prefix + "issuers", String.join(",", this.issuers));
		properties.put(prefix + "challenge", this.challenge);
		properties.put(prefix + "key-type", this.keyType.name());
		if (this.profile != null) {
			properties.put(prefix + "profile", this.profile);
		}
		return properties;
	}

}
