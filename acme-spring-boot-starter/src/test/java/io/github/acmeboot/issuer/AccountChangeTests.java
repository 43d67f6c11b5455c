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
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.server.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what an operator can have done to the account at a CA.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class AccountChangeTests extends AbstractAccountTests {

	@Test
	void theCaIsToldOnceWhenTheContactAddressChanges() {
		this.issuer.issue("a.example.org");
		this.issuer.email("new@example.org").restart().issue("b.example.org");
		this.issuer.restart().issue("c.example.org");
		assertThat(this.issuer.count("account")).isOne();
		assertThat(stored().contact()).containsExactly("new@example.org");
		assertThat(accountAtTheCa()).contains("mailto:new@example.org").doesNotContain("ops@");
	}

	@Test
	void theCaIsToldWhenTheContactAddressIsTakenAway() {
		this.issuer.issue("a.example.org");
		this.issuer.noEmail().restart().issue("b.example.org");
		assertThat(this.issuer.count("account")).isOne();
		assertThat(stored().contact()).isEmpty();
		assertThat(accountAtTheCa()).doesNotContain("mailto:");
	}

	@Test
	void theCaIsToldWhenTheContactAddressIsAdded() {
		this.issuer.noEmail().issue("a.example.org");
		this.issuer.email("new@example.org").restart().issue("b.example.org");
		assertThat(accountAtTheCa()).contains("mailto:new@example.org").doesNotContain("ops@");
	}

	@Test
	void aContactAddressThatIsRefusedKeepsNothingFromBeingIssued(CapturedOutput output) {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.ACCOUNT).problem(ProblemType.INVALID_CONTACT, "no MX record");
		this.issuer.email("new@example.invalid").restart().issue("b.example.org");
		this.issuer.issue("c.example.org");
		assertThat(this.issuer.count("account")).isOne();
		assertThat(output).containsOnlyOnce("The contact address of the account at the CA 'ca' stays as it was: "
				+ "The CA 'ca' refused account: no MX record. Check 'acme.issuers.ca.email'.");
	}

	@Test
	void issuersThatShareTheAccountDoNotChangeItsContactAddressInTurn() {
		this.issuer.alias("again", "second@example.org").issue("a.example.org");
		this.issuer.complete();
		IssuanceRequest request = new IssuanceRequest(TestIssuer.certificate("b.example.org"), "again",
				Optional.empty(), () -> {
				}, 1);
		this.issuer.issue(request);
		assertThat(this.issuer.count("account")).isZero();
		assertThat(accountAtTheCa()).contains("mailto:ops@example.org").doesNotContain("second@");
		assertThat(accounts().all()).extracting(AccountStatus::issuer).containsExactly("ca", "again");
		assertThat(accounts().all()).extracting(AccountStatus::location).doesNotContainNull().hasSize(2);
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void anUpdateIsSentOnDemand() {
		this.issuer.issue("a.example.org");
		assertThat(accounts().update("ca").contact()).containsExactly("ops@example.org");
		assertThat(this.issuer.count("account")).isOne();
	}

	@Test
	void nothingIsOrderedAfterADeactivation() {
		this.issuer.issue("a.example.org");
		assertThat(accounts().deactivate("ca").state()).isEqualTo(AccountStatus.State.DEACTIVATED);
		this.issuer.complete();
		AcmeException failure = this.issuer.restart().failure("b.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
		assertThat(failure).hasMessageContaining("was deactivated here. Nothing is ordered there")
			.hasMessageContaining("'open-account'");
		assertThat(this.issuer.requests).isEmpty();
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void anOrderUnderWayEndsWhenAnotherInstanceDeactivatesTheAccount() {
		try (TestIssuer other = new TestIssuer(this.issuer)) {
			other.issue("a.example.org");
			other.complete();
			IssuanceRequest request = interruptedBy(() -> other.issuer().accounts().deactivate("ca"));
			AcmeException failure = this.issuer.failure(request);
			assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
			assertThat(failure).hasMessageContaining("was deactivated here. Nothing is ordered there");
			assertThat(failure.isHelpedByAnotherIssuer()).isTrue();
			this.server.resetRequests();
			this.issuer.failure(request);
			assertThat(this.server.requests()).isEmpty();
			other.issuer().accounts().open("ca");
			this.issuer.issue("b.example.org");
		}
		assertThat(this.server.issued()).hasSize(2);
		assertThat(this.server.accountCount()).isEqualTo(2);
	}

	@Test
	void nothingIsOrderedEvenIfTheCaHasNotHeardOfTheDeactivation() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.ACCOUNT).dropConnection();
		assertThat(failure(() -> accounts().deactivate("ca")).getReason()).isEqualTo(Reason.NETWORK);
		assertThat(accounts().all()).singleElement()
			.satisfies((status) -> assertThat(status.state()).isEqualTo(AccountStatus.State.DEACTIVATING));
		assertThat(this.issuer.failure("b.example.org").getReason()).isEqualTo(Reason.ACCOUNT);
		this.server.faults().clear();
		assertThat(accounts().deactivate("ca").state()).isEqualTo(AccountStatus.State.DEACTIVATED);
	}

	@Test
	void aDeactivationWhoseAnswerGotLostIsCompletedByAskingAgain() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.ACCOUNT).times(1).loseAnswer();
		failure(() -> accounts().deactivate("ca"));
		assertThat(accounts().deactivate("ca").state()).isEqualTo(AccountStatus.State.DEACTIVATED);
		assertThat(accounts().deactivate("ca").state()).isEqualTo(AccountStatus.State.DEACTIVATED);
	}

	@Test
	void aNewAccountHasANewKey() {
		this.issuer.issue("a.example.org");
		PublicKey former = key();
		URI location = stored().location();
		accounts().deactivate("ca");
		assertThat(accounts().open("ca").state()).isEqualTo(AccountStatus.State.VALID);
		assertThat(key()).isNotEqualTo(former);
		assertThat(stored().location()).isNotNull().isNotEqualTo(location);
		this.issuer.issue("b.example.org");
		assertThat(this.server.accountCount()).isEqualTo(2);
	}

	@Test
	void anAccountInUseIsNotReplaced() {
		this.issuer.issue("a.example.org");
		assertThat(failure(() -> accounts().open("ca"))).hasMessageContaining("is in use. Deactivate it first.");
	}

	@Test
	void anAccountCanBeMadeBeforeTheFirstOrder() {
		assertThat(accounts().all()).singleElement()
			.satisfies((status) -> assertThat(status.state()).isEqualTo(AccountStatus.State.NONE));
		assertThat(accounts().open("ca").location()).isNotNull();
		this.issuer.issue("a.example.org");
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void whereThereIsNoAccountNothingCanBeChanged() {
		assertThat(failure(() -> accounts().rollKey("ca"))).hasMessageContaining("There is no account at the CA 'ca'");
		assertThat(failure(() -> accounts().deactivate("ca"))).hasMessageContaining("There is no account");
		assertThat(this.issuer.requests).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> accounts().rollKey("other"))
			.withMessage("There is no issuer 'other'. There are: [ca]");
	}

	private String accountAtTheCa() {
		List<RecordedRequest> requests = this.server.requests()
			.stream()
			.filter((request) -> request.operation() == Operation.ACCOUNT
					|| request.operation() == Operation.NEW_ACCOUNT)
			.toList();
		return new String(requests.get(requests.size() - 1).response().body(), StandardCharsets.UTF_8);
	}

}
