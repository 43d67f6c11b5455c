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
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CertificateRepository}.
 */
class CertificateRepositoryTests extends AbstractCertificateRepositoryTests {

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

}
