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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.KeyPairPem;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.sealing.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AccountRepository}.
 */
class AccountRepositoryTests {

	private static final URI DIRECTORY = URI.create("https://ca.example:14000/dir");

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final AccountRepository repository = new AccountRepository(this.store);

	private final KeyPair keyPair = TestCertificates.keyPair(KeyType.EC_P256);

	@Test
	void anAccountSurvivesWithItsKeyAndLocation() {
		URI location = URI.create("https://ca.example:14000/account/1");
		Stored<StoredAccount> saved = this.repository.save(DIRECTORY, new StoredAccount(this.keyPair, location),
				WriteCondition.absent());
		assertThat(this.repository.find(DIRECTORY)).hasValueSatisfying((found) -> {
			assertThat(found.version()).isEqualTo(saved.version());
			assertThat(found.value().location()).isEqualTo(location);
			assertThat(found.value().keyPair().getPrivate()).isEqualTo(this.keyPair.getPrivate());
			assertThat(found.value().keyPair().getPublic()).isEqualTo(this.keyPair.getPublic());
		});
		assertThat(this.store.list("accounts/")).containsExactly("accounts/https%3a%2f%2fca.example%3a14000%2fdir");
	}

	@Test
	void anAccountWhoseLocationIsNotKnownSurvives() {
		this.repository.save(DIRECTORY, new StoredAccount(this.keyPair, null), WriteCondition.absent());
		assertThat(this.repository.find(DIRECTORY))
			.hasValueSatisfying((found) -> assertThat(found.value().location()).isNull());
	}

	@Test
	void accountsOfOtherDirectoriesAreOthers() {
		this.repository.save(DIRECTORY, new StoredAccount(this.keyPair, null), WriteCondition.absent());
		assertThat(this.repository.find(URI.create("https://ca.example/dir"))).isEmpty();
	}

	@Test
	void whatCannotBeReadIsReportedAndReplacedUnderItsVersion() {
		StoredAccount account = new StoredAccount(this.keyPair, null);
		this.repository.save(DIRECTORY, account, WriteCondition.absent());
		String key = this.store.list("accounts/").get(0);
		StoredValue value = this.store.load(key).orElseThrow();
		String torn = new String(value.content(), StandardCharsets.US_ASCII).substring(0, 100);
		this.store.save(key, torn.getBytes(StandardCharsets.US_ASCII), WriteCondition.version(value.version()));
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.repository.find(DIRECTORY))
			.withMessageContaining(key)
			.withMessageNotContaining(torn.substring(40, 60))
			.satisfies((ex) -> this.repository.save(DIRECTORY, account, WriteCondition.version(ex.getVersion())));
		assertThat(this.repository.find(DIRECTORY)).isPresent();
		assertThat(this.store.list(key + "/unreadable/")).singleElement()
			.satisfies((copy) -> assertThat(this.store.load(copy).orElseThrow().content()).asString().isEqualTo(torn));
	}

	@Test
	void whatTheStoreKeepsACopyOfIsNotKeptTwice() {
		AcmeStore sealed = TestKeys.sealing("k1").over(this.store);
		AccountRepository overSealed = new AccountRepository(sealed);
		StoredAccount account = new StoredAccount(this.keyPair, null);
		String key = "accounts/https%3a%2f%2fca.example%3a14000%2fdir";
		StoredValue moved = this.store.save(key, sealedElsewhere(), WriteCondition.absent());
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> overSealed.find(DIRECTORY));
		overSealed.save(DIRECTORY, account, WriteCondition.version(moved.version()));
		assertThat(this.store.list(key + "/")).singleElement().asString().startsWith(key + "/refused/");
	}

	private static byte[] sealedElsewhere() {
		InMemoryAcmeStore other = new InMemoryAcmeStore();
		TestKeys.sealing("k1").over(other).save("accounts/other", new byte[100], WriteCondition.absent());
		return other.load("accounts/other").orElseThrow().content();
	}

	@Test
	void keepsAllThatIsKnownOfAnAccount() {
		KeyPair next = TestCertificates.keyPair(KeyType.EC_P256);
		StoredAccount account = new StoredAccount(this.keyPair, URI.create("https://ca.example.org/account/1"))
			.withContact(List.of("ops@example.org", "dev@example.org"))
			.withStatus(StoredAccount.Status.DEACTIVATING)
			.withNextKeyPair(next);
		this.repository.save(DIRECTORY, account, WriteCondition.absent());
		StoredAccount found = this.repository.find(DIRECTORY).orElseThrow().value();
		assertThat(found.location()).isEqualTo(account.location());
		assertThat(found.contact()).containsExactly("ops@example.org", "dev@example.org");
		assertThat(found.status()).isEqualTo(StoredAccount.Status.DEACTIVATING);
		assertThat(found.hasKey(this.keyPair)).isTrue();
		assertThat(found.nextKeyPair()).isNotNull()
			.satisfies((keyPair) -> assertThat(keyPair.getPublic()).isEqualTo(next.getPublic()));
		assertThat(found.withKeyPair(next).nextKeyPair()).isNull();
	}

	@Test
	void anInstanceOfTheFormerVersionReadsTheAccountWhileItsKeyIsChanged() {
		StoredAccount account = new StoredAccount(this.keyPair, URI.create("https://ca.example.org/account/1"))
			.withNextKeyPair(TestCertificates.keyPair(KeyType.EC_P256));
		this.repository.save(DIRECTORY, account, WriteCondition.absent());
		StoredValue stored = this.store.load(this.store.list("accounts/").get(0)).orElseThrow();
		String text = new String(stored.content(), StandardCharsets.US_ASCII);
		assertThat(KeyPairPem.decode(text).getPublic()).isEqualTo(this.keyPair.getPublic());
		assertThat(text.lines()).contains("Location: https://ca.example.org/account/1");
	}

	@Test
	void keepsNothingOfWhatIsUsual() {
		this.repository.save(DIRECTORY, new StoredAccount(this.keyPair, null), WriteCondition.absent());
		StoredAccount found = this.repository.find(DIRECTORY).orElseThrow().value();
		assertThat(found.contact()).isEmpty();
		assertThat(found.status()).isEqualTo(StoredAccount.Status.VALID);
		assertThat(found.nextKeyPair()).isNull();
	}

}
