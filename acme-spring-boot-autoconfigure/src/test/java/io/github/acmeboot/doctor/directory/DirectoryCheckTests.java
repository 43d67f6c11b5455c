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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.AccountStatus.State;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectory;
import io.github.acmeboot.issuer.directory.IssuerDirectory.Configured;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryCheck}.
 */
class DirectoryCheckTests {

	private static final URI URL = URI.create("https://ca.test/directory");

	private static final URI TERMS = URI.create("https://ca.test/terms");

	@Test
	void whatTheCaDemandsIsThere() {
		assertThat(look(directory(false, Set.of("shortlived"), new Configured(true, false, Optional.of("shortlived"))),
				State.NONE, null))
			.extracting(Finding::outcome)
			.containsOnly(Outcome.PASS);
	}

	@Test
	void termsThatAreNotAgreedToFail() {
		Finding finding = failed(directory(false, Set.of(), new Configured(false, false, Optional.empty())),
				State.NONE);
		assertThat(finding.subject()).isEqualTo("ca terms of service");
		assertThat(finding.remedy()).contains("'acme.issuers.ca.terms-of-service-agreed' to 'true'");
	}

	@Test
	void aBindingThatIsMissingFailsUnlessThereIsAnAccount() {
		IssuerDirectory directory = directory(true, Set.of(), new Configured(true, false, Optional.empty()));
		assertThat(failed(directory, State.NONE).remedy())
			.contains("'acme.issuers.ca.external-account-binding.key-id'");
		assertThat(look(directory, State.VALID, null)).extracting(Finding::outcome).containsOnly(Outcome.PASS);
		assertThat(look(directory(true, Set.of(), new Configured(true, true, Optional.empty())), State.NONE, null))
			.extracting(Finding::outcome)
			.containsOnly(Outcome.PASS);
	}

	@Test
	void anAccountThatWasDeactivatedFailsAndOneThatCannotBeReadMayNot() {
		IssuerDirectory directory = directory(false, Set.of(), new Configured(true, false, Optional.empty()));
		assertThat(failed(directory, State.DEACTIVATED).remedy()).contains("'open-account'");
		assertThat(look(directory, State.UNREADABLE, null)).extracting(Finding::outcome).contains(Outcome.WARN);
	}

	@Test
	void aProfileThatTheCaDoesNotOfferIsLeftOut() {
		List<Finding> findings = look(
				directory(false, Set.of("classic"), new Configured(true, false, Optional.of("classic"))), State.NONE,
				"short");
		assertThat(findings).filteredOn((finding) -> finding.outcome() == Outcome.WARN)
			.singleElement()
			.satisfies((finding) -> assertThat(finding.toString()).contains("no profile 'short' but [classic]",
					"'acme.certificates.web.profile'"));
	}

	@Test
	void aDirectoryThatCannotBeReadFailsWithTheReason() {
		List<Finding> findings = look((issuer) -> {
			throw new AcmeException(AcmeException.Reason.NETWORK, "Unable to ask the CA 'ca'.");
		}, State.NONE, null);
		assertThat(findings)
			.containsExactly(new Finding("directory", "ca", Outcome.FAIL, "Unable to ask the CA 'ca'.", null));
	}

	private static Finding failed(IssuerDirectory directory, State account) {
		List<Finding> failed = look(directory, account, null).stream()
			.filter((finding) -> finding.outcome() == Outcome.FAIL)
			.toList();
		assertThat(failed).hasSize(1);
		return failed.get(0);
	}

	private static List<Finding> look(IssuerDirectory directory, State account, @Nullable String profile) {
		return look((issuer) -> directory, account, profile);
	}

	private static List<Finding> look(IssuerDirectories directories, State account, @Nullable String profile) {
		DirectoryCheck check = new DirectoryCheck(directories,
				(issuer) -> Optional.of(new AccountStatus(issuer, URL, account, null, List.of())));
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01",
					KeyType.EC_P256, false, profile, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		return examination.findings();
	}

	private static IssuerDirectory directory(boolean bound, Set<String> profiles, Configured configured) {
		return new IssuerDirectory("ca", URL, Optional.of(TERMS), bound, List.of(), profiles, true, configured);
	}

}
