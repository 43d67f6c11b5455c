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
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.AcmeTestServerBuilder;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the life of the account at a CA.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountLifeTests extends AbstractIssuerTests {

	private static final String HMAC_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

	@Test
	void makesAnAccountOnce() {
		this.issuer.issue("a.example.org");
		this.issuer.restart().issue("b.example.org");
		assertThat(this.server.accountCount()).isEqualTo(1);
		assertThat(this.issuer.count("newAccount")).isEqualTo(1);
	}

	@Test
	void savesTheKeyBeforeTheCaHearsOfIt() {
		this.server.faults().on(Operation.NEW_ACCOUNT).loseAnswer();
		this.issuer.failure("a.example.org");
		assertThat(stored().value().location()).isNull();
		this.server.faults().clear();
		this.issuer.restart().issue("a.example.org");
		assertThat(this.server.accountCount()).isEqualTo(1);
	}

	@Test
	void findsTheAccountByItsKeyWhenTheUrlIsLost() {
		this.issuer.issue("a.example.org");
		Stored<StoredAccount> account = stored();
		this.issuer.accounts.save(this.server.directoryUrl(), new StoredAccount(account.value().keyPair(), null),
				WriteCondition.version(account.version()));
		this.issuer.restart().issue("b.example.org");
		assertThat(this.server.accountCount()).isEqualTo(1);
		assertThat(stored().value().location()).isEqualTo(account.value().location());
	}

	@Test
	void makesTheAccountAnewWhenTheCaHasForgottenIt() {
		this.issuer.issue("a.example.org");
		KeyPair key = stored().value().keyPair();
		URI location = stored().value().location();
		this.server.forgetAccounts();
		this.issuer.issue("b.example.org");
		assertThat(stored().value().keyPair().getPublic()).isEqualTo(key.getPublic());
		assertThat(stored().value().location()).isNotEqualTo(location);
		assertThat(this.issuer.count("newAccount")).isEqualTo(2);
	}

	@Test
	void putsBackTheAccountThatTheStoreHasLost() {
		this.issuer.issue("a.example.org");
		StoredAccount account = stored().value();
		lose();
		assertThat(this.issuer.issuer().keepAccounts()).containsExactly("ca");
		assertThat(stored().value().location()).isEqualTo(account.location());
		assertThat(this.issuer.issuer().keepAccounts()).isEmpty();
		this.issuer.restart().issue("b.example.org");
		assertThat(this.issuer.count("newAccount")).isOne();
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void putsBackTheAccountBeforeItOrdersAlsoWhereItOrderedNothingYet() {
		this.issuer.issue("a.example.org");
		assertThat(this.issuer.restart().issuer().keepAccounts()).isEmpty();
		lose();
		this.issuer.issue("b.example.org");
		assertThat(this.issuer.count("newAccount")).isOne();
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void leavesTheAccountAloneThatAnotherInstanceMadeInTheMeantime() {
		this.issuer.issue("a.example.org");
		lose();
		StoredAccount theirs = new StoredAccount(KeyPairs.generate(KeyType.EC_P256),
				URI.create("https://ca.example.org/account/2"));
		this.issuer.accounts.save(this.server.directoryUrl(), theirs, WriteCondition.absent());
		assertThat(this.issuer.issuer().keepAccounts()).isEmpty();
		assertThat(stored().value().location()).isEqualTo(theirs.location());
	}

	@Test
	void makesAnotherAccountWhenTheStoredOneCannotBeRead(CapturedOutput output) {
		this.issuer.issue("a.example.org");
		String key = this.issuer.store.list("accounts/").get(0);
		StoredValue value = this.issuer.store.load(key).orElseThrow();
		this.issuer.store.save(key, "torn".getBytes(StandardCharsets.US_ASCII),
				WriteCondition.version(value.version()));
		this.issuer.restart().issue("b.example.org");
		assertThat(stored().value().location()).isNotNull();
		assertThat(this.server.accountCount()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("The account at the CA 'ca' is lost; a new one is made");
		this.issuer.restart().issue("c.example.org");
		assertThat(this.issuer.count("newAccount")).isEqualTo(2);
	}

	@Test
	void makesTheAccountAnewOnlyOnce() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.NEW_ORDER).problem(ProblemType.ACCOUNT_DOES_NOT_EXIST, "no such account");
		AcmeException failure = this.issuer.failure("b.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
		assertThat(failure.getProblemType()).contains("urn:ietf:params:acme:error:accountDoesNotExist");
		assertThat(this.issuer.count("newAccount")).isEqualTo(2);
		assertThat(this.issuer.count("newOrder")).isEqualTo(3);
	}

	@Test
	void usesTheAccountOfAnotherInstanceThatWasFirst() {
		try (TestIssuer first = new TestIssuer(this.server)) {
			first.issue("a.example.org");
			StoredAccount theirs = first.accounts.find(this.server.directoryUrl()).orElseThrow().value();
			this.issuer.accounts.save(this.server.directoryUrl(), theirs, WriteCondition.absent());
		}
		this.server.http01Port(this.issuer.http01.port());
		this.issuer.issue("b.example.org");
		assertThat(this.issuer.count("newAccount")).isZero();
		assertThat(this.server.accountCount()).isEqualTo(1);
	}

	@Test
	void showsTheTermsThatAreNotAgreed() {
		try (AcmeTestServer strict = AcmeTestServer.builder().termsOfService("https://ca.example/terms.pdf").start();
				TestIssuer client = new TestIssuer(strict).termsOfServiceAgreed(false)) {
			AcmeException failure = client.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.TERMS);
			assertThat(failure).hasMessageContaining("https://ca.example/terms.pdf")
				.hasMessageContaining("'acme.issuers.ca.terms-of-service-agreed'");
			assertThat(client.count("newAccount")).isZero();
		}
	}

	@Test
	void showsThePageOfTermsThatChanged() {
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.problem(ProblemType.USER_ACTION_REQUIRED, "Terms of service have changed");
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.TERMS);
		assertThat(failure).hasMessageContaining("Terms of service have changed");
	}

	@Test
	void bindsTheAccountToAnExternalOne() {
		AcmeTestServerBuilder builder = AcmeTestServer.builder().externalAccount("kid-1", HMAC_KEY);
		try (AcmeTestServer strict = builder.start();
				TestIssuer client = new TestIssuer(strict).binding("kid-1", HMAC_KEY)) {
			client.issue("a.example.org");
			assertThat(strict.accountCount()).isEqualTo(1);
		}
	}

	@Test
	void namesThePropertyOfAMissingBinding() {
		AcmeTestServerBuilder builder = AcmeTestServer.builder().externalAccount("kid-1", HMAC_KEY);
		try (AcmeTestServer strict = builder.start(); TestIssuer client = new TestIssuer(strict)) {
			AcmeException failure = client.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
			assertThat(failure).hasMessageContaining("'acme.issuers.ca.external-account-binding'");
			assertThat(client.count("newAccount")).isZero();
		}
	}

	@Test
	void namesThePropertyOfAWrongBinding() {
		AcmeTestServerBuilder builder = AcmeTestServer.builder().externalAccount("kid-1", HMAC_KEY);
		try (AcmeTestServer strict = builder.start();
				TestIssuer client = new TestIssuer(strict).binding("kid-1", HMAC_KEY.substring(3) + "abc")) {
			AcmeException failure = client.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
			assertThat(failure)
				.hasMessageStartingWith(
						"'acme.issuers.ca.external-account-binding' may be wrong; check it before anything else. ")
				.hasMessageNotContaining(HMAC_KEY.substring(3));
		}
	}

	@Test
	void namesThePropertyOfABindingThatIsNoKey() {
		this.issuer.binding("kid-1", "not base64!");
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
		assertThat(failure).hasMessageContaining("'acme.issuers.ca.external-account-binding'")
			.hasMessageNotContaining("not base64!");
	}

	@Test
	void namesThePropertyOfAContactTheCaDoesNotTake() {
		this.server.faults().on(Operation.NEW_ACCOUNT).problem(ProblemType.INVALID_CONTACT, "no MX record");
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
		assertThat(failure).hasMessage("The CA 'ca' refused newAccount: no MX record. Check 'acme.issuers.ca.email'.");
	}

	private void lose() {
		String key = this.issuer.store.list("accounts/").get(0);
		this.issuer.store.delete(key, this.issuer.store.version(key).orElseThrow());
	}

	private Stored<StoredAccount> stored() {
		return this.issuer.accounts.find(this.server.directoryUrl()).orElseThrow();
	}

}
