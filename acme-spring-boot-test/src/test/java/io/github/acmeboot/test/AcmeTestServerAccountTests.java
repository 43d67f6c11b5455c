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

package io.github.acmeboot.test;

import java.net.URI;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the accounts of {@link AcmeTestServer}.
 */
class AcmeTestServerAccountTests extends AbstractAcmeTestServerTests {

	private static final String MAC_KEY = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

	@Test
	void accountsAreChangedRekeyedAndDeactivated() throws Exception {
		AcmeClient client = client(start(builder()));
		Account account = client.account();
		account.modify().addContact("mailto:ops@example.org").commit();
		assertThat(account.getContacts()).containsExactly(URI.create("mailto:ops@example.org"));
		account.changeKey(Keys.generate(KeyType.EC_P384));
		account.fetch();
		assertProblem("malformed",
				() -> client.session().login(account.getLocation(), client.accountKey()).getAccount().fetch());
		account.deactivate();
		assertProblem("unauthorized", account::fetch);
	}

	@Test
	void aKeyBelongsToOneAccount() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient other = client(server);
		other.account();
		Account account = client(server).account();
		assertProblem("conflict", () -> account.changeKey(other.accountKey()));
	}

	@Test
	void onlyExistingAccountsAreFoundWhenAskedForThose() {
		AcmeClient client = client(start(builder()));
		assertProblem("accountDoesNotExist", () -> client.account((builder) -> builder.onlyExisting()));
	}

	@Test
	void contactsMustBeMailAddresses() {
		AcmeClient client = client(start(builder()));
		assertProblem("unsupportedContact", () -> client.account((builder) -> builder.addContact("tel:+1234")));
		assertProblem("invalidContact", () -> client.account((builder) -> builder.addContact("mailto:nobody@local")));
	}

	@Test
	void theTermsMustBeAgreed() {
		AcmeTestServer server = start(builder().termsOfService("https://ca.example.org/terms"));
		RawClient client = new RawClient(server);
		assertThatExceptionOfType(AcmeUserActionRequiredException.class)
			.isThrownBy(() -> new AccountBuilder().useKeyPair(client.key()).create(client(server).session()))
			.satisfies((ex) -> assertThat(ex.getTermsOfServiceUri())
				.hasValueSatisfying((terms) -> assertThat(terms).hasToString("https://ca.example.org/terms")));
	}

	@Test
	void anExternalAccountIsRequiredAndVerified() throws Exception {
		AcmeTestServer server = start(builder().externalAccount("kid-1", MAC_KEY));
		AcmeClient client = client(server);
		RawClient raw = new RawClient(server);
		assertThat(RawClient.problem(raw.post(raw.newAccount(raw.key())))).isEqualTo("externalAccountRequired");
		assertProblem("unauthorized", () -> client.account((builder) -> builder.withKeyIdentifier("kid-2", MAC_KEY)));
		assertProblem("malformed",
				() -> client.account((builder) -> builder.withKeyIdentifier("kid-1", MAC_KEY.replace('z', 'y'))));
		assertThat(client.account((builder) -> builder.withKeyIdentifier("kid-1", MAC_KEY)).getStatus())
			.isEqualTo(Status.VALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void anExternalAccountIsBoundByEveryMacAlgorithm(String algorithm) throws Exception {
		String key = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
		AcmeTestServer server = start(builder().externalAccount("kid-1", key));
		Account account = client(server)
			.account((builder) -> builder.withKeyIdentifier("kid-1", key).withMacAlgorithm(algorithm));
		assertThat(account.getStatus()).isEqualTo(Status.VALID);
	}

	@Test
	void forgottenAccountsDoNotExist() throws Exception {
		AcmeTestServer server = start(builder());
		Account account = client(server).account();
		assertThat(server.accountCount()).isOne();
		server.forgetAccounts();
		assertProblem("accountDoesNotExist", account::fetch);
	}

}
