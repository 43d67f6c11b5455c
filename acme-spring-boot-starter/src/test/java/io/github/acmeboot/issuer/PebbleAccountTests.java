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

package io.github.acmeboot.issuer;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUnauthorizedException;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.store.repository.StoredAccount;
import io.github.acmeboot.test.pebble.PebbleProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the life of an account, of which Pebble is asked what it knows.
 */
class PebbleAccountTests extends AbstractPebbleTests {

	@Test
	void theNewKeyIsTheOnlyOneThatCounts() {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			issuer.issue("a.example.org");
			StoredAccount former = stored(pebble, issuer);
			issuer.issuer().accounts().rollKey(TestIssuer.NAME);
			issuer.issue("b.example.org");
			StoredAccount latter = stored(pebble, issuer);
			assertThat(latter.location()).isEqualTo(former.location());
			assertThat(account(pebble, latter).getStatus()).isEqualTo(Status.VALID);
			assertThatExceptionOfType(AcmeServerException.class).isThrownBy(account(pebble, former)::fetch);
		});
	}

	@Test
	void theCaLearnsTheContactAddress() {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			issuer.issue("a.example.org");
			assertThat(contacts(pebble, issuer)).containsExactly("mailto:ops@example.org");
			issuer.email("new@example.org").restart().issue("b.example.org");
			assertThat(contacts(pebble, issuer)).containsExactly("mailto:new@example.org");
			issuer.noEmail().restart().issue("c.example.org");
			assertThat(contacts(pebble, issuer)).isEmpty();
			assertThat(issuer.count("newAccount")).isOne();
		});
	}

	@Test
	void aDeactivatedAccountIsOfNoUseAndAnotherOneIsMadeOnDemand() {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			issuer.issue("a.example.org");
			issuer.complete();
			IssuerAccounts accounts = issuer.issuer().accounts();
			StoredAccount former = stored(pebble, issuer);
			assertThat(accounts.deactivate(TestIssuer.NAME).state()).isEqualTo(AccountStatus.State.DEACTIVATED);
			assertThatExceptionOfType(AcmeUnauthorizedException.class).isThrownBy(account(pebble, former)::fetch);
			assertThat(issuer.failure("b.example.org").getReason()).isEqualTo(Reason.ACCOUNT);
			assertThat(issuer.count("newOrder")).isZero();
			accounts.open(TestIssuer.NAME);
			assertThat(issuer.issue("b.example.org")).isNotNull();
			assertThat(stored(pebble, issuer).location()).isNotEqualTo(former.location());
		});
	}

	private static List<String> contacts(PebbleProcess pebble, TestIssuer issuer) {
		return account(pebble, stored(pebble, issuer)).getContacts().stream().map(URI::toString).toList();
	}

	private static StoredAccount stored(PebbleProcess pebble, TestIssuer issuer) {
		return issuer.accounts.find(pebble.directoryUrl()).orElseThrow().value();
	}

	/**
	 * Returns an account as the CA knows it.
	 */
	private static Account account(PebbleProcess pebble, StoredAccount account) {
		AcmeClient.Settings settings = new AcmeClient.Settings(TestIssuer.NAME, () -> pebble.directoryUrl().toString(),
				pebble::sslBundle, Duration.ofSeconds(5), Duration.ofSeconds(10));
		AcmeClient client = new AcmeClient(settings, Clock.systemUTC(), (operation, outcome, duration) -> {
		}, ForkJoinPool.commonPool());
		return client.acquire().login(Objects.requireNonNull(account.location()), account.keyPair()).getAccount();
	}

}
