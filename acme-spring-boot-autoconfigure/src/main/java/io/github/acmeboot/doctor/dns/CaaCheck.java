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

package io.github.acmeboot.doctor.dns;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.dns.lookup.CaaLookup;
import io.github.acmeboot.challenge.dns.lookup.CaaRecords;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.directory.Reading;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectory;

/**
 * Sees whether the CAA records of each name let each CA issue.
 */
final class CaaCheck implements Check {

	private final CaaLookup lookup;

	private final IssuerDirectories directories;

	private final Accounts accounts;

	private final Predicate<String> unasked;

	/**
	 * Creates a check.
	 * @param lookup finds the records
	 * @param directories know what the CAs are called
	 * @param accounts knows the accounts at the CAs
	 * @param unasked tells whether an issuer is a CA for tests, which does not ask the
	 * DNS
	 */
	CaaCheck(CaaLookup lookup, IssuerDirectories directories, Accounts accounts, Predicate<String> unasked) {
		this.lookup = lookup;
		this.directories = directories;
		this.accounts = accounts;
		this.unasked = unasked;
	}

	@Override
	public String name() {
		return "CAA";
	}

	@Override
	public void examine(Examination examination) {
		if (examination.certificate().issuers().stream().allMatch(this.unasked)) {
			examination.skip(examination.certificate().name(), "The CA is one for tests, which does not look at them.");
			return;
		}
		List<Identifier> names = examination.certificate()
			.identifiers()
			.stream()
			.filter((identifier) -> identifier.type() == Identifier.Type.DNS)
			.toList();
		examination.forEach(names, this::examine);
	}

	private void examine(Identifier identifier, Examination examination) {
		Optional<CaaRecords> records;
		try {
			records = this.lookup.find(identifier.withoutWildcard().value());
		}
		catch (AcmeException ex) {
			examination.warn(identifier.value(), String.valueOf(ex.getMessage()),
					"A CA that cannot look them up either does not issue. 'acme.doctor.resolvers' changes who is asked.");
			return;
		}
		if (records.isEmpty()) {
			examination.pass(identifier.value(), "There are no CAA records, so that every CA may issue.");
			return;
		}
		examination.certificate()
			.issuers()
			.forEach((issuer) -> examine(identifier, records.get(), issuer, examination));
	}

	private void examine(Identifier identifier, CaaRecords records, String issuer, Examination examination) {
		String subject = identifier + " for " + issuer;
		if (CaaPolicy.isOpen(identifier, records.properties())) {
			examination.pass(subject, "The CAA records of '" + records.name() + "' let every CA issue.");
			return;
		}
		Reading.of(examination, this.directories, issuer)
			.ifRead(examination, issuer, (directory) -> examine(identifier, records, directory, subject, examination));
	}

	private void examine(Identifier identifier, CaaRecords records, IssuerDirectory directory, String subject,
			Examination examination) {
		if (directory.caaIdentities().isEmpty()) {
			examination.warn(subject,
					"The CAA records of '" + records.name()
							+ "' say who may issue, but the CA does not say what it is called.",
					"Ask the operator of the CA for its name in CAA records, and see that they have it.");
			return;
		}
		ManagedCertificate certificate = examination.certificate();
		Set<String> identities = directory.caaIdentities()
			.stream()
			.map((identity) -> identity.toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
		new CaaPolicy(identities, certificate.challenge(), this.accounts.apply(directory.issuer()))
			.objection(identifier, records.properties())
			.ifPresentOrElse((objection) -> examination.fail(subject,
					"The CAA records of '%s' keep the CA from issuing: %s.".formatted(records.name(), objection),
					"Add the record '%s CAA 0 %s \"%s\"', or order from a CA that they allow by 'acme.certificates.%s.issuers'."
						.formatted(records.name(), identifier.isWildcard() ? "issuewild" : "issue",
								directory.caaIdentities().get(0), certificate.name())),
					() -> examination.pass(subject, "The CAA records of '" + records.name() + "' let the CA issue."));
	}

	/**
	 * Knows the URL of the account at an issuer, if there is one.
	 */
	@FunctionalInterface
	interface Accounts extends Function<String, Optional<String>> {

	}

}
