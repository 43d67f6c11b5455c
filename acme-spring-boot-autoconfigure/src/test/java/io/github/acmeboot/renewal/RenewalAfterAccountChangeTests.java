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

package io.github.acmeboot.renewal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.AccountStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for what becomes of certificates when an account is opened or updated.
 */
class RenewalAfterAccountChangeTests extends AbstractRenewalTests {

	@ParameterizedTest
	@EnumSource(names = { "ACCOUNT", "TERMS" })
	void whatWaitedForTheAccountGoesOnByItself(AcmeException.Reason reason) {
		this.issuer.fails(reason);
		TestInstance instance = withAccount(instance()).start();
		this.time.advance(Duration.ofHours(1));
		this.issuer.issues(Duration.ofDays(90));
		instance.manager.openAccount("ca");
		this.time.advance(Duration.ZERO);
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(state("web").failure()).isNull();
	}

	@Test
	void whatFailsAgainWaitsAgain() {
		this.issuer.fails(AcmeException.Reason.TERMS);
		TestInstance instance = withAccount(instance()).start();
		this.time.advance(Duration.ofHours(1));
		instance.manager.updateAccount("ca");
		this.time.advance(Duration.ofHours(23));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
		assertThat(instance.status("web").lastFailure()).extracting("count").isEqualTo(2);
	}

	@Test
	void aCertificateOfAnotherNameOfTheSameCaGoesOnToo() {
		this.issuer.fails(AcmeException.Reason.ACCOUNT);
		TestInstance instance = withAccount(instance(withIssuers("alias"))).start();
		this.time.advance(Duration.ofHours(1));
		instance.manager.openAccount("ca");
		this.time.advance(Duration.ZERO);
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
	}

	@Test
	void aCertificateOfAnotherCaWaitsOn() {
		this.issuer.fails(AcmeException.Reason.ACCOUNT);
		TestInstance instance = withAccount(instance(withIssuers("other"))).start();
		this.time.advance(Duration.ofHours(1));
		instance.manager.openAccount("ca");
		this.time.advance(Duration.ofHours(1));
		assertThat(offsets(START)).containsExactly("PT0S");
	}

	@Test
	void whatWaitsForSomethingElseWaitsOn() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		TestInstance instance = withAccount(instance()).start();
		this.time.advance(Duration.ofHours(1));
		instance.manager.openAccount("ca");
		this.time.advance(Duration.ofHours(1));
		assertThat(offsets(START)).containsExactly("PT0S");
	}

	@Test
	void whatIsNotDueIsNotOrdered() {
		TestInstance instance = withAccount(instance()).start();
		this.time.advance(Duration.ofHours(1));
		this.issuer.fails(AcmeException.Reason.ACCOUNT);
		CompletableFuture<IssuedCertificate> renewal = instance.manager.renew("web");
		this.time.advance(Duration.ofHours(1));
		assertThat(renewal).isCompletedExceptionally();
		this.issuer.issues(Duration.ofDays(90));
		instance.manager.openAccount("ca");
		this.time.advance(Duration.ofHours(1));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
	}

	@Test
	void aStoreThatFailsKeepsNoAccountFromBeingOpened() {
		this.issuer.fails(AcmeException.Reason.ACCOUNT);
		TestInstance instance = withAccount(instance()).start();
		this.time.advance(Duration.ofHours(1));
		this.store.breaks();
		assertThat(instance.manager.openAccount("ca").issuer()).isEqualTo("ca");
	}

	private static TestInstance withAccount(TestInstance instance) {
		AccountStatus account = account("ca", "https://ca.example.org/directory");
		given(instance.accounts.directory("ca")).willReturn(account.directory());
		given(instance.accounts.open("ca")).willReturn(account);
		given(instance.accounts.update("ca")).willReturn(account);
		given(instance.accounts.all()).willReturn(List.of(account, account("alias", account.directory().toString()),
				account("other", "https://other.example.org/directory")));
		return instance;
	}

	private static AccountStatus account(String issuer, String directory) {
		return new AccountStatus(issuer, URI.create(directory), AccountStatus.State.VALID, null, List.of());
	}

}
