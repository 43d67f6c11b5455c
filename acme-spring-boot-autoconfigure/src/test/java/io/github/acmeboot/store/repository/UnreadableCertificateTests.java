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

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for certificates that are stored and cannot be read.
 */
class UnreadableCertificateTests extends AbstractCertificateRepositoryTests {

	@Test
	void theGenerationGoesOnAfterACertificateThatCannotBeRead() {
		save(FIRST, SECOND, THIRD);
		this.store.tear("certificates/web");
		this.repository.save("web", FIRST, WriteCondition.version("torn"));
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

}
