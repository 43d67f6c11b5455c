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
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.account.AccountOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link AccountOperations}.
 */
class AccountOperationsTests {

	private static final URI DIRECTORY = URI.create("https://ca.example.org/directory");

	private static final AccountStatus STATUS = new AccountStatus("ca", DIRECTORY, AccountStatus.State.VALID, null,
			List.of());

	private final AcmeLock lock = new TestLock();

	private final IssuerAccounts accounts = mock(IssuerAccounts.class);

	private final AccountOperations operations = new AccountOperations(this.accounts, this.lock);

	@Test
	void oneInstanceAtATimeChangesAnAccount() {
		given(this.accounts.directory("ca")).willReturn(DIRECTORY);
		Function<IssuerAccounts, AccountStatus> change = (accounts) -> {
			assertThat(this.lock.tryAcquire("account/" + DIRECTORY, Duration.ofSeconds(60))).isEmpty();
			return STATUS;
		};
		assertThat(this.operations.change("ca", change)).isEqualTo(STATUS);
		assertThat(this.operations.change("ca", change)).isEqualTo(STATUS);
	}

	@Test
	void whoComesWhileAnotherInstanceIsAtItIsToldSo() {
		given(this.accounts.directory("ca")).willReturn(DIRECTORY);
		try (Lease lease = this.lock.tryAcquire("account/" + DIRECTORY, Duration.ofSeconds(60)).orElseThrow()) {
			assertThat(lease.held()).isTrue();
			assertThatExceptionOfType(AcmeException.class)
				.isThrownBy(() -> this.operations.change("ca", (accounts) -> STATUS))
				.withMessage("Somebody else is changing the account at the issuer 'ca' now. Ask again later.");
		}
	}

	@Test
	void anIssuerOfTheUsersOwnHasNone() {
		AccountOperations none = new AccountOperations(null, this.lock);
		assertThat(none.all()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> none.change("ca", (accounts) -> STATUS));
	}

}
