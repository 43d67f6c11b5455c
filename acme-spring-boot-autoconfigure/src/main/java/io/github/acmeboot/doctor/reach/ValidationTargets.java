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

package io.github.acmeboot.doctor.reach;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.doctor.Examination;

/**
 * Knows where a CA connects to in order to validate an identifier.
 */
final class ValidationTargets {

	private final HostAddresses addresses;

	private final Map<String, Integer> ports;

	private final KnownTarget known;

	/**
	 * Creates the targets.
	 * @param addresses finds the addresses of names
	 * @param ports the ports a CA connects to, by the type of the challenge
	 * @param known knows where a CA for tests connects to instead
	 */
	ValidationTargets(HostAddresses addresses, Map<String, Integer> ports, KnownTarget known) {
		this.addresses = addresses;
		this.ports = ports;
		this.known = known;
	}

	/**
	 * Finds where a CA connects to whatever the DNS says.
	 * @param issuer the name of the issuer
	 * @param challenge the type of the challenge
	 * @param host the host
	 * @return the address and port, or empty if the DNS decides
	 */
	Optional<InetSocketAddress> known(String issuer, String challenge, String host) {
		return this.known.find(issuer, challenge, host);
	}

	/**
	 * Finds where a CA connects to.
	 * @param issuer the name of the issuer
	 * @param challenge the type of the challenge
	 * @param identifier what is validated
	 * @return the addresses and ports, at least one
	 * @throws UnknownHostException if there is none
	 */
	List<InetSocketAddress> find(String issuer, String challenge, Identifier identifier) throws UnknownHostException {
		Optional<InetSocketAddress> target = known(issuer, challenge, identifier.value());
		if (target.isPresent()) {
			return List.of(target.get());
		}
		int port = this.ports.getOrDefault(challenge, 0);
		return addresses(identifier).stream().map((address) -> new InetSocketAddress(address, port)).toList();
	}

	/**
	 * Finds where the first CA of a certificate connects to, or says that it cannot.
	 * @param challenge the type of the challenge
	 * @param identifier what is validated
	 * @param examination the certificate, and who is told if there is no address
	 * @return the addresses and ports, none if there is no address
	 */
	List<InetSocketAddress> findOrSkip(String challenge, Identifier identifier, Examination examination) {
		try {
			return find(examination.certificate().issuers().get(0), challenge, identifier);
		}
		catch (UnknownHostException ex) {
			examination.skip(identifier.value(), "It has no address.");
			return List.of();
		}
	}

	/**
	 * Returns the port a CA connects to.
	 * @param challenge the type of the challenge
	 * @return the port
	 */
	int port(String challenge) {
		return this.ports.getOrDefault(challenge, 0);
	}

	/**
	 * Finds the addresses of an identifier.
	 * @param identifier a name, or an address
	 * @return the addresses, at least one
	 * @throws UnknownHostException if there is none
	 */
	List<InetAddress> addresses(Identifier identifier) throws UnknownHostException {
		return switch (identifier.type()) {
			case IP -> List.of(InetAddress.getByName(identifier.value()));
			case DNS -> this.addresses.find(identifier.value());
		};
	}

	/**
	 * Knows where a CA connects to whatever the DNS says, as one for tests does.
	 */
	@FunctionalInterface
	interface KnownTarget {

		Optional<InetSocketAddress> find(String issuer, String challenge, String host);

	}

}
