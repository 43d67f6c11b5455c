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
import java.util.function.Predicate;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;

/**
 * Knows where a CA connects to in order to validate an identifier.
 */
final class ValidationTargets {

	private final HostAddresses addresses;

	private final Map<String, Integer> ports;

	private final KnownTarget known;

	private final Predicate<String> publicIssuers;

	/**
	 * Creates the targets.
	 * @param addresses finds the addresses of names
	 * @param ports the ports a CA connects to, by the type of the challenge
	 * @param known knows where a CA for tests connects to instead
	 * @param publicIssuers tells whether an issuer is a CA on the Internet
	 */
	ValidationTargets(HostAddresses addresses, Map<String, Integer> ports, KnownTarget known,
			Predicate<String> publicIssuers) {
		this.addresses = addresses;
		this.ports = ports;
		this.known = known;
		this.publicIssuers = publicIssuers;
	}

	/**
	 * Finds a CA on the Internet, which connects to public addresses only.
	 * @param certificate a certificate
	 * @return the name of the first such issuer of it, or empty if there is none
	 */
	Optional<String> publicIssuer(ManagedCertificate certificate) {
		return certificate.issuers().stream().filter(this.publicIssuers).findFirst();
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
	 * Finds where the first CA of a certificate connects to, or says that it cannot. What
	 * a CA on the Internet would not connect to is left alone.
	 * @param challenge the type of the challenge
	 * @param identifier what is validated
	 * @param examination the certificate, and who is told of what is left out
	 * @return the addresses and ports, possibly none
	 */
	List<InetSocketAddress> findOrSkip(String challenge, Identifier identifier, Examination examination) {
		ManagedCertificate certificate = examination.certificate();
		String issuer = certificate.issuers().get(0);
		try {
			List<InetSocketAddress> found = find(issuer, challenge, identifier);
			boolean all = publicIssuer(certificate).isEmpty()
					|| known(issuer, challenge, identifier.value()).isPresent();
			return found.stream().filter((target) -> all || isPublic(identifier, target, examination)).toList();
		}
		catch (UnknownHostException ex) {
			examination.skip(identifier.value(), "It has no address.");
			return List.of();
		}
	}

	private static boolean isPublic(Identifier identifier, InetSocketAddress target, Examination examination) {
		boolean isPublic = AddressScope.isPublic(target.getAddress());
		if (!isPublic) {
			examination.skip(identifier.value() + " at " + Unreached.text(target),
					"It is not an address of the Internet, so that no public CA connects to it.");
		}
		return isPublic;
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
