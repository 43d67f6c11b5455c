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
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;

/**
 * Sees that each name has addresses, and ones that the CA can reach.
 */
final class NameCheck implements Check {

	private final ValidationTargets targets;

	NameCheck(ValidationTargets targets) {
		this.targets = targets;
	}

	@Override
	public String name() {
		return "name";
	}

	@Override
	public void examine(Examination examination) {
		ManagedCertificate certificate = examination.certificate();
		if (this.targets.port(certificate.challenge()) == 0) {
			examination.skip(certificate.name(), "By " + certificate.challenge() + " the names need no address.");
			return;
		}
		examination.forEach(certificate.identifiers(), this::examine);
	}

	private void examine(Identifier identifier, Examination examination) {
		ManagedCertificate certificate = examination.certificate();
		Optional<InetSocketAddress> known = this.targets.known(certificate.issuers().get(0), certificate.challenge(),
				identifier.value());
		if (known.isPresent()) {
			examination.pass(identifier.value(),
					"The CA connects to " + Unreached.text(known.get()) + ", whatever the DNS says.");
			return;
		}
		try {
			examine(identifier, this.targets.addresses(identifier), examination);
		}
		catch (UnknownHostException ex) {
			examination.fail(identifier.value(), "It has no address: " + ex.getMessage() + ".",
					"Add an A or AAAA record that points to this application, and check the spelling in 'acme.certificates."
							+ certificate.name() + ".domains'.");
		}
	}

	private void examine(Identifier identifier, List<InetAddress> addresses, Examination examination) {
		Optional<String> publicIssuer = this.targets.publicIssuer(examination.certificate());
		List<InetAddress> hidden = addresses.stream().filter((address) -> !AddressScope.isPublic(address)).toList();
		if (hidden.isEmpty() || publicIssuer.isEmpty()) {
			examination.pass(identifier.value(), "It has the address " + text(addresses) + ".");
		}
		else {
			examination.fail(identifier.value(),
					"It has the address %s, which the CA '%s' cannot reach.".formatted(text(hidden),
							publicIssuer.get()),
					"Have the public DNS name a public address. If it does and only this network sees another, set 'acme.doctor.resolvers' to a public resolver. A name that is to stay private needs 'acme.certificates."
							+ examination.certificate().name() + ".challenge' 'dns-01'.");
		}
	}

	private static String text(List<InetAddress> addresses) {
		return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
	}

}
