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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.sealing.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the repositories of an instance do with values that only another one can open:
 * they neither take them for lost nor write over them.
 */
class SealedRepositoriesTests {

	private static final URI CA = URI.create("https://ca.example/directory");

	private static final Instant EXPIRES = Instant.parse("2200-01-01T00:00:00Z");

	private static final Identifier HOST = Identifier.of("www.example.org");

	private static final OrderEntry ORDER = new OrderEntry("ca", CA, CA, List.of(HOST), null, null, 1);

	private final InMemoryAcmeStore raw = new InMemoryAcmeStore();

	private final AcmeStore newer = TestKeys.sealing("k2", "k1").over(this.raw);

	private final AcmeStore old = TestKeys.sealing("k1").over(this.raw);

	private Map<String, Optional<StoredValue>> before = Map.of();

	@BeforeEach
	void fillByAnInstanceWithANewerKey() {
		new CertificateRepository(this.newer).save("web", TestCertificates.certificate(1), WriteCondition.absent());
		new AccountRepository(this.newer).save(CA, new StoredAccount(TestCertificates.keyPair(KeyType.EC_P256), CA),
				WriteCondition.absent());
		new OrderJournal(this.newer).page("web", 1).write(ORDER);
		new StateRepository(this.newer).save("web", CertificateState.NONE, WriteCondition.absent());
		new ChallengeAnswers(this.newer, Clock.systemUTC()).add("http-01", HOST, "token", "answer", EXPIRES);
		this.before = values();
	}

	@AfterEach
	void nothingWasChanged() {
		assertThat(values()).isEqualTo(this.before).hasSize(5);
	}

	@Test
	void aCertificateIsNotTakenForLost() {
		CertificateRepository certificates = new CertificateRepository(this.old);
		WriteCondition unchanged = WriteCondition.version(certificates.version("web").orElseThrow());
		assertIsLeftAlone(() -> certificates.find("web"));
		assertIsLeftAlone(() -> certificates.save("web", TestCertificates.certificate(2), unchanged));
		assertThat(certificates.names()).containsExactly("web");
	}

	@Test
	void theFormerGenerationOfACertificateThatIsNotOpenedIsFound() {
		CertificateRepository certificates = new CertificateRepository(this.old);
		IssuedCertificate former = TestCertificates.certificate(7);
		certificates.save("other", former, WriteCondition.absent());
		StoredValue stored = this.old.load("certificates/other").orElseThrow();
		StoredValue previous = this.old.save("certificates/web/previous", stored.content(), WriteCondition.absent());
		assertThat(certificates.findPrevious("web")).contains(former);
		this.old.delete("certificates/web/previous", previous.version());
		this.old.delete("certificates/other", stored.version());
	}

	@Test
	void anAccountIsNotTakenForLost() {
		AccountRepository accounts = new AccountRepository(this.old);
		StoredAccount account = new StoredAccount(TestCertificates.keyPair(KeyType.EC_P256), null);
		String version = this.old.version(this.raw.list("accounts/").get(0)).orElseThrow();
		assertIsLeftAlone(() -> accounts.find(CA));
		assertIsLeftAlone(() -> accounts.save(CA, account, WriteCondition.absent()));
		assertIsLeftAlone(() -> accounts.save(CA, account, WriteCondition.version(version)));
	}

	@Test
	void anOrderIsNotTakenForLost() {
		OrderJournal journal = new OrderJournal(this.old);
		assertIsLeftAlone(() -> journal.find("web"));
		assertIsLeftAlone(() -> journal.page("web", 1).write(ORDER));
		assertIsLeftAlone(() -> journal.remove("web", 1));
	}

	@Test
	void aStateIsNotTakenForLost() {
		StateRepository states = new StateRepository(this.old);
		String version = this.old.version("state/web").orElseThrow();
		assertIsLeftAlone(() -> states.find("web"));
		assertIsLeftAlone(() -> states.save("web", CertificateState.NONE, WriteCondition.version(version)));
	}

	@Test
	void answersToChallengesAreNotTakenForLost() {
		ChallengeAnswers answers = new ChallengeAnswers(this.old, Clock.systemUTC());
		assertIsLeftAlone(() -> answers.find("http-01", HOST));
		assertIsLeftAlone(() -> answers.add("http-01", HOST, "other", "answer", EXPIRES));
		assertIsLeftAlone(() -> answers.remove("http-01", HOST, "token"));
	}

	private Map<String, Optional<StoredValue>> values() {
		Map<String, Optional<StoredValue>> values = new TreeMap<>();
		this.raw.list("").forEach((key) -> values.put(key, this.raw.load(key)));
		return values;
	}

	private static void assertIsLeftAlone(ThrowingCallable access) {
		assertThatExceptionOfType(SealedValueException.class).isThrownBy(access).withMessageContaining("'k2'");
	}

}
