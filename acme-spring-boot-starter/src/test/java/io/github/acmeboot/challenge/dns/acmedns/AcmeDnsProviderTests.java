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

package io.github.acmeboot.challenge.dns.acmedns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.standin.AcmeDnsStandIn;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.challenge.dns.standin.Reply;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcmeDnsProvider} against {@link AcmeDnsStandIn}.
 */
class AcmeDnsProviderTests {

	private static final String TARGET = "d420c923.auth.example.org";

	private static final String ONE = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";

	private static final String TWO = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

	private static final String THREE = "3-DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

	private final AcmeDnsStandIn standIn = new AcmeDnsStandIn(RecordListener.NONE);

	private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

	private final TestAcmeDns accounts = new TestAcmeDns(this.standIn).clock(this.clock);

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Test
	void theAccountIsChosenByTheRecordAndUpdated() {
		this.accounts.account("other", "other.auth.example.org").account("shop", TARGET);
		this.accounts.provider().add(txt(ONE));
		assertThat(this.standIn.http().requests()).singleElement().satisfies((request) -> {
			assertThat(request).hasToString("POST /update");
			assertThat(request.header("x-api-user")).isEqualTo("user-shop");
			assertThat(request.header("x-api-key")).isEqualTo("password-shop");
			assertThat(request.body().strip()).isEqualTo("{\"subdomain\":\"sub-shop\",\"txt\":\"" + ONE + "\"}");
		});
	}

	@Test
	void theSubdomainIsTheFirstLabelOfTheFullDomainByDefault() {
		this.standIn.register(TARGET, "d420c923", "user-shop", "password-shop");
		this.accounts.account("shop", TARGET).account().setSubdomain(null);
		this.standIn.register(TARGET, "d420c923", "user-shop", "password-shop");
		this.accounts.provider().add(txt(ONE));
		assertThat(this.standIn.values(TARGET)).containsExactly(ONE);
	}

	@Test
	void nothingIsAskedToRemoveAValue() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		provider.remove(txt(ONE));
		provider.remove(new TxtRecord("_acme-challenge.nobody.example.com", ONE));
		assertThat(this.standIn.http().requests()).isEmpty();
	}

	@Test
	void aValueThatIsAddedAgainDoesNotDriveOutTheOther() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		provider.add(txt(ONE));
		provider.add(txt(TWO));
		provider.add(txt(TWO));
		assertThat(this.standIn.values(TARGET)).containsExactlyInAnyOrder(ONE, TWO);
	}

	@Test
	void aThirdValueHasToWaitForOneOfTheOthers() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		provider.add(txt(ONE));
		provider.add(txt(TWO));
		fails(() -> provider.add(txt(THREE))).withMessageContaining("its account keeps two values")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
		assertThat(this.standIn.values(TARGET)).containsExactlyInAnyOrder(ONE, TWO);
		provider.remove(txt(ONE));
		provider.add(txt(THREE));
		assertThat(this.standIn.values(TARGET)).containsExactlyInAnyOrder(TWO, THREE);
	}

	@Test
	void aValueThatNobodyTakesAwayIsForgotten() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		provider.add(txt(ONE));
		provider.add(txt(TWO));
		this.clock.advance(Duration.ofMinutes(61));
		provider.add(txt(THREE));
		assertThat(this.standIn.values(TARGET)).containsExactlyInAnyOrder(TWO, THREE);
	}

	@Test
	void aValueThatCouldNotBeWrittenIsWrittenAtTheNextAttempt() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		this.standIn.http().answer(Reply.of(500, "{\"error\": \"db_error\"}"));
		fails(() -> provider.add(txt(ONE)))
			.withMessageStartingWith("Unable to add TXT '" + TARGET + "' by the account 'shop' of acme-dns: ")
			.withMessageContaining("answered 500 (db_error).")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
		provider.add(txt(ONE));
		assertThat(this.standIn.values(TARGET)).containsExactly(ONE);
	}

	@Test
	void withoutTheCnameTheMessageSaysWhichToSet() {
		AcmeDnsProvider provider = this.accounts.account("shop", TARGET).provider();
		fails(() -> provider.add(new TxtRecord("_acme-challenge.example.com", ONE)))
			.withMessageContaining("set the CNAME '_acme-challenge.example.com.' to the 'full-domain' of its account,"
					+ " which is one of: shop (" + TARGET + ").")
			.withMessageContaining("'acme.challenge.dns.acmedns.accounts'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	@Test
	void anAccountThatIsCalledLikeTheDomainIsTheTargetOfTheCname() {
		AcmeDnsProvider provider = this.accounts.account("other", "other.auth.example.org")
			.account("example.com", TARGET)
			.provider();
		fails(() -> provider.add(new TxtRecord("_acme-challenge.example.com", ONE)))
			.withMessageContaining("set the CNAME '_acme-challenge.example.com.' to '" + TARGET + ".'.");
	}

	@Test
	void wrongCredentialsAreTheOperatorsBusiness() {
		this.accounts.account("shop", TARGET).account().setPassword("wr0ng");
		fails(() -> this.accounts.provider().add(txt(ONE))).withMessageContaining("answered 401 (forbidden).")
			.withMessageContaining("'allowfrom'")
			.withMessageNotContaining("wr0ng")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	@Test
	void accountsAreReadOutOfTheFileOfOtherClientsWhileItGrows() throws IOException {
		this.standIn.register(TARGET, "d420c923", "user", "password");
		this.standIn.register("second.auth.example.org", "second", "user2", "password2");
		Path file = this.directory.resolve("accounts.json");
		Files.writeString(file, "{}");
		this.accounts.properties().setAccountsFile(file);
		AcmeDnsProvider provider = this.accounts.provider();
		fails(() -> provider.add(txt(ONE)));
		Files.writeString(file,
				"""
						{"example.com":{"fulldomain":"%s","subdomain":"d420c923","username":"user","password":"password","server_url":"https://auth.example.org","allowfrom":[]},
						 "example.net":{"fulldomain":"second.auth.example.org","subdomain":"second","username":"user2","password":"password2"}}
						"""
					.formatted(TARGET));
		provider.add(txt(ONE));
		provider.add(new TxtRecord("second.auth.example.org", TWO));
		assertThat(this.standIn.values(TARGET)).containsExactly(ONE);
		assertThat(this.standIn.values("second.auth.example.org")).containsExactly(TWO);
	}

	@Test
	void aFileThatCannotBeReadStopsTheStartWithoutShowingIt() throws IOException {
		Path file = Files.writeString(this.directory.resolve("accounts.json"),
				"{\"example.com\":{\"fulldomain\":\"x.auth\",\"password\":\"s3cr3t\"}}");
		this.accounts.properties().setAccountsFile(file);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.accounts::provider)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("acme.challenge.dns.acmedns.accounts-file");
				assertThat(ex.getReason()).contains("it has no 'subdomain'").doesNotContain("s3cr3t");
			});
		this.accounts.properties().setAccountsFile(this.directory.resolve("missing.json"));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this.accounts::provider)
			.satisfies((ex) -> assertThat(ex.getReason()).contains("NoSuchFileException"));
	}

	private static TxtRecord txt(String value) {
		return new TxtRecord(TARGET, value);
	}

	private static ThrowableAssertAlternative<AcmeException> fails(ThrowingCallable call) {
		return assertThatExceptionOfType(AcmeException.class).isThrownBy(call);
	}

}
