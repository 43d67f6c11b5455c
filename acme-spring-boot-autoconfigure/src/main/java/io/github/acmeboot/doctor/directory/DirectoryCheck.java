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

package io.github.acmeboot.doctor.directory;

import java.util.Optional;
import java.util.function.Function;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.AccountStatus.State;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectory;

/**
 * Reads the directory of each issuer, and compares what the CA demands with what is
 * configured.
 */
final class DirectoryCheck implements Check {

	private final IssuerDirectories directories;

	private final Function<String, Optional<AccountStatus>> accounts;

	/**
	 * Creates a check.
	 * @param directories reads directories
	 * @param accounts knows how the account at an issuer stands
	 */
	DirectoryCheck(IssuerDirectories directories, Function<String, Optional<AccountStatus>> accounts) {
		this.directories = directories;
		this.accounts = accounts;
	}

	@Override
	public String name() {
		return "directory";
	}

	@Override
	public void examine(Examination examination) {
		examination.forEach(examination.certificate().issuers(), (issuer, part) -> examine(issuer, part));
	}

	private void examine(String issuer, Examination examination) {
		Reading reading = Reading.of(examination, this.directories, issuer);
		IssuerDirectory directory = reading.directory();
		if (directory == null) {
			AcmeException failure = reading.failure();
			examination.fail(issuer, String.valueOf((failure != null) ? failure.getMessage() : null), null);
			return;
		}
		examination.pass(issuer,
				"'%s' answered in %d ms. %s".formatted(directory.url(), reading.duration().toMillis(),
						directory.renewalInfo() ? "The CA suggests when to renew (ARI)."
								: "The CA does not suggest when to renew (no ARI), so that the lifetime decides."));
		examineTerms(directory, examination);
		examineAccount(directory, examination);
		examineProfile(directory, examination);
	}

	private static void examineTerms(IssuerDirectory directory, Examination examination) {
		String subject = directory.issuer() + " terms of service";
		directory.termsOfService().ifPresent((terms) -> {
			if (directory.configured().termsOfServiceAgreed()) {
				examination.pass(subject, "'" + terms + "' are agreed to.");
			}
			else {
				examination.fail(subject, "'" + terms + "' are not agreed to.", "Read them, then set 'acme.issuers."
						+ directory.issuer() + ".terms-of-service-agreed' to 'true'.");
			}
		});
	}

	private void examineAccount(IssuerDirectory directory, Examination examination) {
		String subject = directory.issuer() + " account";
		State state = this.accounts.apply(directory.issuer()).map(AccountStatus::state).orElse(State.NONE);
		switch (state) {
			case VALID, CHANGING_KEY -> examination.pass(subject, "There is one.");
			case DEACTIVATED, DEACTIVATING -> examination.fail(subject, "It was deactivated here.",
					"Ask for a new one with the operation 'open-account', or order from another issuer.");
			case UNREADABLE -> examination.warn(subject, "What is stored of it cannot be read now.",
					"Check the store, and 'acme.store.encryption.keys' if it is sealed.");
			case NONE -> examineBinding(directory, subject, examination);
		}
	}

	private static void examineBinding(IssuerDirectory directory, String subject, Examination examination) {
		if (directory.externalAccountRequired() && !directory.configured().externallyBound()) {
			examination.fail(subject, "The CA makes no account that is not bound to one of its customers.",
					"Set 'acme.issuers." + directory.issuer()
							+ ".external-account-binding.key-id' and '….hmac-key' to what it gave you.");
		}
		else {
			examination.pass(subject, "There is none yet; it is made with the first order.");
		}
	}

	private static void examineProfile(IssuerDirectory directory, Examination examination) {
		ManagedCertificate certificate = examination.certificate();
		Optional.ofNullable(certificate.profile()).or(directory.configured()::profile).ifPresent((profile) -> {
			String subject = directory.issuer() + " profile";
			if (directory.profiles().contains(profile)) {
				examination.pass(subject, "The CA offers '" + profile + "'.");
			}
			else {
				examination.warn(subject,
						"The CA has no profile '%s' but %s; the certificate is ordered without.".formatted(profile,
								directory.profiles().stream().sorted().toList()),
						"Set '%s' to one that it offers, or remove it.".formatted(property(certificate, directory)));
			}
		});
	}

	private static String property(ManagedCertificate certificate, IssuerDirectory directory) {
		return (certificate.profile() != null) ? "acme.certificates." + certificate.name() + ".profile"
				: "acme.issuers." + directory.issuer() + ".profile";
	}

}
