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

package io.github.acmeboot.system;

import java.util.List;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CAs that no longer like the account.
 */
final class AccountRows {

	private static final String AREA = "account";

	private AccountRows() {
	}

	static List<FaultRow> all() {
		return List.of(
				FaultRow.of(AREA, "the terms of service have changed")
					.when((scene) -> scene.ca().changeTermsOfService("https://ca.example.org/terms/2"))
					.until((scene) -> scene.ca().agreeToTermsOfService())
					.expect(FaultOutcome.failed(Reason.TERMS, Next.OPERATOR, 0, 1)),
				FaultRow.of(AREA, "deleted at the CA")
					.when((scene) -> scene.ca().forgetAccounts())
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "deactivated at the CA")
					.when((scene) -> scene.ca().accounts().forEach(Account::deactivate))
					.until((scene) -> scene.ca().forgetAccounts())
					.expect(FaultOutcome.failed(Reason.ACCOUNT, Next.OPERATOR, 0, 1)),
				FaultRow.of(AREA, "revoked by the CA")
					.when((scene) -> scene.ca().accounts().forEach(Account::revoke))
					.until((scene) -> scene.ca().forgetAccounts())
					.expect(FaultOutcome.failed(Reason.ACCOUNT, Next.OPERATOR, 0, 1)),
				FaultRow.of(AREA, "the key is no longer good enough")
					.when((scene) -> scene.faults().on(Operation.NEW_ORDER).problem(ProblemType.BAD_PUBLIC_KEY, "Weak"))
					.expect(FaultOutcome.failed(Reason.ACCOUNT, Next.OPERATOR, 0, 1)),
				anew("the CA requires an external account", ProblemType.EXTERNAL_ACCOUNT_REQUIRED),
				anew("the external account has another key", ProblemType.UNAUTHORIZED),
				anew("the contact address is invalid", ProblemType.INVALID_CONTACT),
				anew("the kind of contact is not supported", ProblemType.UNSUPPORTED_CONTACT),
				FaultRow.of(AREA, "another contact address, which is refused").when((scene) -> {
					scene.faults().on(Operation.ACCOUNT).problem(ProblemType.INVALID_CONTACT, "No such host");
					scene.restartWithEmail("ops@nowhere.example.org");
				}).expect(FaultOutcome.issued(1)), FaultRow.of(AREA, "newAccount: answer lost").when((scene) -> {
					scene.ca().forgetAccounts();
					scene.faults().on(Operation.NEW_ACCOUNT).times(1).loseAnswer();
				}).check(AccountRows::assertOneAccount).expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "keyChange: answer lost").when((scene) -> {
					scene.faults().on(Operation.KEY_CHANGE).times(1).loseAnswer();
					scene.manager().rollAccountKey(scene.wanted().managed().issuers().get(0));
				}).check(AccountRows::assertOneAccount).expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "revokeCert: answer lost").when((scene) -> {
					scene.faults().on(Operation.REVOKE_CERT).times(1).loseAnswer();
					scene.revoke();
				}).check((scene) -> assertThat(scene.ca().revoked()).hasSize(1)).expect(FaultOutcome.issued(1)));
	}

	private static FaultRow anew(String fault, ProblemType type) {
		return FaultRow.of(AREA, "an account has to be made anew: " + fault).when((scene) -> {
			scene.ca().forgetAccounts();
			scene.faults().on(Operation.NEW_ACCOUNT).problem(type, "No");
		}).expect(FaultOutcome.failed(Reason.ACCOUNT, Next.OPERATOR, 0, 1));
	}

	private static void assertOneAccount(FaultScene scene) {
		assertThat(scene.ca().accountCount()).isOne();
	}

}
