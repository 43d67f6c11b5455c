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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the way back to the former generation of a certificate.
 */
class CertificateRollBackTests extends AbstractCertificateRepositoryTests {

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

	private Stored<IssuedCertificate> rollBack() {
		return this.repository.rollBack("web", this.repository.findPrevious("web").orElseThrow(), unchanged());
	}

}
