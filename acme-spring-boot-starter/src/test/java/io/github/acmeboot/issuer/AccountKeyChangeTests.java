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

import java.security.PublicKey;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the change of the key of an account.
 */
@Timeout(60)
class AccountKeyChangeTests extends AbstractAccountTests {

	@Test
	void theKeyIsChangedAtTheCaAndInTheStore() {
		this.issuer.issue("a.example.org");
		PublicKey former = key();
		AccountStatus status = accounts().rollKey("ca");
		assertThat(status.state()).isEqualTo(AccountStatus.State.VALID);
		assertThat(key()).isNotEqualTo(former);
		this.issuer.complete();
		this.issuer.issue("b.example.org");
		this.issuer.restart().issue("c.example.org");
		assertThat(this.issuer.count("newAccount")).isZero();
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void theNewKeyIsSavedBeforeTheCaHearsOfIt() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.KEY_CHANGE).dropConnection();
		assertThat(failure(() -> accounts().rollKey("ca")).getReason()).isEqualTo(Reason.NETWORK);
		assertThat(stored().nextKeyPair()).isNotNull();
		assertThat(accounts().all()).singleElement()
			.satisfies((status) -> assertThat(status.state()).isEqualTo(AccountStatus.State.CHANGING_KEY));
	}

	@Test
	void anAnswerThatGetsLostDoesNoHarm() {
		this.issuer.issue("a.example.org");
		PublicKey former = key();
		this.server.faults().on(Operation.KEY_CHANGE).loseAnswer();
		assertThat(accounts().rollKey("ca").state()).isEqualTo(AccountStatus.State.VALID);
		assertThat(key()).isNotEqualTo(former);
	}

	@Test
	void whoeverOrdersAfterAKillFindsOutThatTheNewKeyCounts() {
		PublicKey next = killedWhileChangingTheKey(true);
		this.issuer.restart().issue("b.example.org");
		assertThat(key()).isEqualTo(next);
		assertThat(stored().nextKeyPair()).isNull();
		assertThat(this.server.accountCount()).isOne();
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void theOldKeyIsUsedAfterAKillIfTheCaHasNotHeardOfTheNewOne() {
		PublicKey next = killedWhileChangingTheKey(false);
		PublicKey former = key();
		this.issuer.restart().issue("b.example.org");
		assertThat(key()).isEqualTo(former);
		accounts().rollKey("ca");
		assertThat(key()).isEqualTo(next);
	}

	@Test
	void theChangeIsCompletedByAskingAgain() {
		PublicKey next = killedWhileChangingTheKey(true);
		this.issuer.requests.clear();
		accounts().rollKey("ca");
		assertThat(key()).isEqualTo(next);
		assertThat(this.issuer.count("keyChange")).isZero();
	}

	@Test
	void anOrderUnderWayIsGoneOnWithByTheNewKey() {
		try (TestIssuer other = new TestIssuer(this.issuer)) {
			other.issue("a.example.org");
			other.complete();
			IssuanceRequest request = interruptedBy(() -> other.issuer().accounts().rollKey("ca"));
			IssuedCertificate certificate = this.issuer.issue(request);
			assertThat(certificate).isNotNull();
		}
		assertThat(this.server.orders()).hasSize(2);
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void aCaThatOnlySaysThatItHasChangedTheKeyIsNotBelieved() {
		this.issuer.issue("a.example.org");
		PublicKey former = key();
		this.server.faults().on(Operation.KEY_CHANGE).apply((request, processing) -> ServerResponse.of(200));
		AcmeException failure = failure(() -> accounts().rollKey("ca"));
		assertThat(failure.getReason()).isEqualTo(Reason.PROTOCOL);
		assertThat(failure).hasMessageContaining("does not know the new one. The old one stays in use");
		assertThat(key()).isEqualTo(former);
		this.server.faults().clear();
		this.issuer.issue("b.example.org");
		assertThat(accounts().rollKey("ca").state()).isEqualTo(AccountStatus.State.VALID);
	}

	@Test
	void aContactAddressThatWasWrittenMeanwhileIsKept() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.KEY_CHANGE).apply((request, processing) -> {
			Stored<StoredAccount> stored = this.issuer.accounts.find(this.server.directoryUrl()).orElseThrow();
			this.issuer.accounts.save(this.server.directoryUrl(),
					stored.value().withContact(List.of("other@example.org")), WriteCondition.version(stored.version()));
			return processing.get();
		});
		accounts().rollKey("ca");
		assertThat(stored().contact()).containsExactly("other@example.org");
		assertThat(stored().nextKeyPair()).isNull();
	}

	/**
	 * Stops right after the CA was asked, whether it has heard of it or not.
	 */
	private PublicKey killedWhileChangingTheKey(boolean heard) {
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		if (heard) {
			this.server.faults().on(Operation.KEY_CHANGE).loseAnswer();
		}
		else {
			this.server.faults().on(Operation.KEY_CHANGE).dropConnection();
		}
		this.server.faults().on(Operation.NEW_ACCOUNT).dropConnection();
		failure(() -> accounts().rollKey("ca"));
		this.server.faults().clear();
		return Objects.requireNonNull(stored().nextKeyPair()).getPublic();
	}

}
