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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CertificateRepository}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CertificateRepositoryTests {

	private static final IssuedCertificate FIRST = TestCertificates.certificate(1);

	private static final IssuedCertificate SECOND = TestCertificates.certificate(2);

	private static final IssuedCertificate THIRD = TestCertificates.certificate(3);

	private final TroubledStore store = new TroubledStore();

	private final CertificateRepository repository = new CertificateRepository(this.store);

	@Test
	void nothingIsFoundBeforeTheFirstSave() {
		assertThat(this.repository.find("web")).isEmpty();
		assertThat(this.repository.findPrevious("web")).isEmpty();
		assertThat(this.repository.version("web")).isEmpty();
		assertThat(this.repository.names()).isEmpty();
	}

	@Test
	void aSavedCertificateIsFoundUnderItsVersion() {
		Stored<IssuedCertificate> saved = this.repository.save("web", FIRST, WriteCondition.absent());
		assertThat(this.repository.find("web")).contains(saved);
		assertThat(this.repository.version("web")).contains(saved.version());
		assertThat(this.store.list("certificates/")).containsExactly("certificates/web");
	}

	@Test
	void theFormerGenerationIsKept() {
		save(FIRST, SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
		save(THIRD);
		assertThat(this.repository.findPrevious("web")).contains(SECOND);
		assertThat(current()).isEqualTo(THIRD);
	}

	@Test
	void savingTheSameCertificateAgainKeepsTheFormerGeneration() {
		save(FIRST, SECOND, SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@Test
	void eachCertificateIsOneGenerationAfterTheOneItReplaces() {
		save(FIRST);
		assertThat(current().generation()).isEqualTo(1);
		save(SECOND, SECOND);
		assertThat(current().generation()).isEqualTo(2);
		assertThat(this.repository.findPrevious("web").orElseThrow().generation()).isEqualTo(1);
	}

	@Test
	void aHigherGenerationOfItsOwnIsKept() {
		save(FIRST);
		save(SECOND.withGeneration(9));
		save(THIRD.withGeneration(3));
		assertThat(current().generation()).isEqualTo(10);
	}

	@Test
	void aCertificateWithoutAGenerationCountsAsNone() {
		overwrite("certificates/web", new String(new CertificateCodec().encode(FIRST), StandardCharsets.US_ASCII));
		assertThat(current().generation()).isZero();
		save(SECOND);
		assertThat(current().generation()).isEqualTo(1);
	}

	@Test
	void theGenerationGoesOnAfterACertificateThatCannotBeRead() {
		save(FIRST, SECOND, THIRD);
		this.store.tear("certificates/web");
		this.repository.save("web", FIRST, WriteCondition.version("torn"));
		assertThat(current().generation()).isEqualTo(4);
	}

	@Test
	void theFormerGenerationIsWrittenBeforeTheCurrentOneIsReplaced() {
		save(FIRST);
		this.store.refuse("certificates/web");
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save(SECOND));
		assertThat(current()).isEqualTo(FIRST);
		assertThat(this.store.list("certificates/")).contains("certificates/web/previous");
		this.store.refuse();
		save(SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@Test
	void aCertificateIsNotReplacedWhenTheFormerOneCannotBeKept() {
		save(FIRST);
		this.store.refuse("certificates/web/previous");
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save(SECOND));
		assertThat(current()).isEqualTo(FIRST);
	}

	@Test
	void aStaleWriterChangesNeitherGeneration() {
		save(FIRST, SECOND);
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.save("web", THIRD, WriteCondition.version("stale")));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.save("web", THIRD, WriteCondition.absent()));
		assertThat(current()).isEqualTo(SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@Test
	void aWriterUnderALowerFenceIsRefused() {
		Stored<IssuedCertificate> saved = this.repository.save("web", FIRST, WriteCondition.absent().fencedBy(7));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.save("web", SECOND, WriteCondition.version(saved.version()).fencedBy(6)));
		assertThat(current()).isEqualTo(FIRST);
	}

	@Test
	void aRollBackSwapsTheGenerationsAndTheNextOneSwapsThemBack() {
		save(FIRST, SECOND);
		assertThat(rollBack().value()).isEqualTo(FIRST);
		assertThat(current()).isEqualTo(FIRST);
		assertThat(current().generation()).isEqualTo(3);
		assertThat(this.repository.findPrevious("web")).contains(SECOND);
		rollBack();
		assertThat(current()).isEqualTo(SECOND);
		assertThat(current().generation()).isEqualTo(4);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
		assertThat(this.store.list("certificates/")).containsExactly("certificates/web", "certificates/web/previous");
	}

	@Test
	void aStaleRollBackChangesNothing() {
		save(FIRST, SECOND);
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.rollBack("web", FIRST, WriteCondition.version("stale")));
		assertThat(current()).isEqualTo(SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@Test
	void aRollBackUnderALowerFenceIsRefused() {
		save(FIRST);
		this.repository.save("web", SECOND, unchanged().fencedBy(7));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.rollBack("web", FIRST, unchanged().fencedBy(6)));
		assertThat(current()).isEqualTo(SECOND);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4 })
	void aRollBackThatIsCutShortLosesNeitherGeneration(int writes) {
		save(FIRST, SECOND);
		this.store.writesLeft = writes;
		try {
			rollBack();
		}
		catch (StoreException ex) {
			assertThat(ex).hasMessage("refused");
		}
		assertThat(current()).isEqualTo((writes < 2) ? SECOND : FIRST);
		assertThat(this.repository.findPrevious("web")).contains((writes < 2) ? FIRST : SECOND);
		this.store.writesLeft = Integer.MAX_VALUE;
		rollBack();
		assertThat(current()).isEqualTo((writes < 2) ? FIRST : SECOND);
		assertThat(this.repository.findPrevious("web")).contains((writes < 2) ? SECOND : FIRST);
		save(THIRD);
		assertThat(this.repository.findPrevious("web")).contains((writes < 2) ? FIRST : SECOND);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void aRollBackAfterOneThatWasCutShortLosesNeitherGeneration(int writes) {
		save(FIRST, SECOND);
		this.store.writesLeft = 2;
		rollBack();
		this.store.writesLeft = writes;
		try {
			rollBack();
		}
		catch (StoreException ex) {
			assertThat(ex).hasMessage("refused");
		}
		assertThat(List.of(current(), this.repository.findPrevious("web").orElseThrow()))
			.containsExactlyInAnyOrder(FIRST, SECOND);
	}

	@Test
	void aRenewalAfterARollBackThatWasCutShortKeepsWhatItReplaces() {
		save(FIRST, SECOND);
		this.store.writesLeft = 2;
		rollBack();
		this.store.writesLeft = Integer.MAX_VALUE;
		save(THIRD);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
		assertThat(current().generation()).isEqualTo(4);
	}

	@Test
	void theVersionOfTheCurrentOneIsNamedWhenNeitherGenerationCanBeRead() {
		save(FIRST, SECOND);
		this.store.tear("certificates/web/previous");
		StoredValue foreign = overwrite("certificates/web", "-----BEGIN GARBAGE");
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.repository.find("web"))
			.satisfies((ex) -> assertThat(ex.getVersion()).isEqualTo(foreign.version()));
	}

	@Test
	void theFormerGenerationStandsInForWhatCannotBeRead(CapturedOutput output) {
		save(FIRST, SECOND);
		this.store.tear("certificates/web");
		assertThat(this.repository.find("web")).contains(new Stored<>(FIRST, "torn"));
		assertThat(this.repository.version("web")).contains("torn");
		assertThat(output).contains("WARN")
			.contains("The former certificate of 'web', valid until 2030-01-02T00:00:00Z")
			.contains("torn: certificates/web");
	}

	@Test
	void whatCannotBeReadIsReplacedByTheNextSaveAndTheFormerGenerationStays() {
		save(FIRST, SECOND);
		this.store.tear("certificates/web");
		this.repository.save("web", THIRD, WriteCondition.version("torn"));
		assertThat(current()).isEqualTo(THIRD);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
	}

	@Test
	void whatCannotBeReadIsReportedWhenThereIsNoFormerGeneration() {
		save(FIRST);
		this.store.tear("certificates/web");
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.repository.find("web"))
			.satisfies((ex) -> assertThat(ex.getVersion()).isEqualTo("torn"));
	}

	@Test
	void aForeignContentIsKeptAsideAndNeverTakesTheFormerGenerationsPlace(CapturedOutput output) {
		save(FIRST, SECOND);
		StoredValue foreign = overwrite("certificates/web", "-----BEGIN GARBAGE");
		assertThat(this.repository.find("web")).contains(new Stored<>(FIRST, foreign.version()));
		assertThat(output).contains("Unable to read 'certificates/web' from the store: its PEM is cut off or altered");
		save(THIRD);
		assertThat(current()).isEqualTo(THIRD);
		assertThat(this.repository.findPrevious("web")).contains(FIRST);
		assertThat(this.store.load("certificates/web/unreadable"))
			.hasValueSatisfying((kept) -> assertThat(kept.content()).asString().isEqualTo("-----BEGIN GARBAGE"));
	}

	@Test
	void anUnreadableFormerGenerationIsReplaced() {
		save(FIRST, SECOND);
		this.store.tear("certificates/web/previous");
		save(THIRD);
		assertThat(this.repository.findPrevious("web")).contains(SECOND);
	}

	@Test
	void namesAreThoseOfCurrentCertificates() {
		for (String name : List.of("web", "a/b c", "previous")) {
			this.repository.save(name, FIRST, WriteCondition.absent());
			Stored<IssuedCertificate> stored = this.repository.find(name).orElseThrow();
			this.repository.save(name, SECOND, WriteCondition.version(stored.version()));
		}
		assertThat(this.repository.names()).containsExactly("a/b c", "previous", "web");
	}

	@Test
	void theProbeLeavesNothingBehind() {
		this.repository.probe("web");
		assertThat(this.store.list("probe/")).isEmpty();
		assertThat(this.store.saved).containsExactly("probe/web");
		assertThat(this.store.requests).isEqualTo(3);
	}

	@Test
	void aProbeThatWasCutShortIsReplacedByTheNextOne() {
		this.store.forget = true;
		this.store.keepEverything = true;
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.repository.probe("web"));
		assertThat(this.store.list("probe/")).containsExactly("probe/web");
		this.store.forget = false;
		this.store.keepEverything = false;
		this.repository.probe("web");
		assertThat(this.store.list("probe/")).isEmpty();
	}

	@Test
	void theProbeFailsWhenTheStoreRefusesOrForgets() {
		this.store.forget = true;
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.repository.probe("web"))
			.withMessageContaining("could not be read back");
		this.store.refuseAll = true;
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.repository.probe("web"));
	}

	private void save(IssuedCertificate... certificates) {
		for (IssuedCertificate certificate : certificates) {
			this.repository.save("web", certificate, unchanged());
		}
	}

	private Stored<IssuedCertificate> rollBack() {
		return this.repository.rollBack("web", this.repository.findPrevious("web").orElseThrow(), unchanged());
	}

	private WriteCondition unchanged() {
		return this.repository.version("web").map(WriteCondition::version).orElseGet(WriteCondition::absent);
	}

	private IssuedCertificate current() {
		return this.repository.find("web").orElseThrow().value();
	}

	private StoredValue overwrite(String key, String content) {
		return this.store.save(key, content.getBytes(StandardCharsets.US_ASCII),
				WriteCondition.unchanged(this.store.load(key)));
	}

	private static final class TroubledStore implements AcmeStore {

		private final InMemoryAcmeStore delegate = new InMemoryAcmeStore();

		private final List<String> torn = new ArrayList<>();

		private final List<String> refused = new ArrayList<>();

		private final List<String> saved = new ArrayList<>();

		private boolean forget;

		private boolean refuseAll;

		private boolean keepEverything;

		private int requests;

		private int writesLeft = Integer.MAX_VALUE;

		void tear(String key) {
			this.torn.add(key);
		}

		void refuse(String... keys) {
			this.refused.clear();
			this.refused.addAll(List.of(keys));
		}

		@Override
		public Optional<StoredValue> load(String key) {
			this.requests++;
			if (this.torn.contains(key)) {
				throw new UnreadableValueException(key, "torn", "torn: " + key, null);
			}
			return this.delegate.load(key).filter((value) -> !this.forget);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			this.requests++;
			if (this.refused.contains(key) || this.refuseAll || this.writesLeft-- <= 0) {
				throw new StoreException("refused", null);
			}
			this.saved.add(key);
			if (this.torn.remove(key)) {
				assertThat(condition.version()).contains("torn");
				return this.delegate.save(key, content, WriteCondition.unchanged(this.delegate.load(key)));
			}
			return this.delegate.save(key, content, condition);
		}

		@Override
		public void delete(String key, String version) {
			this.requests++;
			if (this.writesLeft-- <= 0) {
				throw new StoreException("refused", null);
			}
			if (!this.keepEverything) {
				this.delegate.delete(key, version);
			}
		}

		@Override
		public List<String> list(String prefix) {
			return this.delegate.list(prefix);
		}

	}

}
