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

package io.github.acmeboot.renewal.suggestion;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;
import org.mockito.stubbing.Answer;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedStates}.
 */
class SharedStatesTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant LATER = NOW.plus(Duration.ofHours(1));

	private final IssuedCertificate held = TestCertificates.issued(NOW, Duration.ofDays(90));

	private final AtomicReference<Runnable> beforeSave = new AtomicReference<>();

	private final Answer<Object> store = AdditionalAnswers.delegatesTo(new InMemoryAcmeStore());

	private final StateRepository repository = new StateRepository(Mockito.mock(AcmeStore.class, (invocation) -> {
		if (invocation.getMethod().getName().equals("save")) {
			Optional.ofNullable(this.beforeSave.getAndSet(null)).ifPresent(Runnable::run);
		}
		return this.store.answer(invocation);
	}));

	private final SharedStates states = new SharedStates(this.repository);

	@Test
	void whoClaimsFirstAsksAndNobodyElseDoes() {
		store(CertificateState.NONE);
		assertThat(this.states.claim("web", this.held, NOW, LATER)).isPresent();
		assertThat(this.states.claim("web", this.held, NOW, LATER)).isEmpty();
		assertThat(this.states.claim("web", this.held, LATER, LATER.plusSeconds(1))).isPresent();
	}

	@Test
	void ofTwoWhoClaimAtOnceOneAsks() {
		store(CertificateState.NONE);
		this.beforeSave.set(() -> assertThat(this.states.claim("web", this.held, NOW, LATER)).isPresent());
		assertThat(this.states.claim("web", this.held, NOW, LATER)).isEmpty();
	}

	@Test
	void aRenewalThatSavesMeanwhileKeepsWhatTheCaSaid() {
		store(CertificateState.NONE);
		CertificateState renewal = CertificateState.NONE.withPlan(LATER, LATER);
		Optional<Stored<CertificateState>> found = this.repository.find("web");
		this.beforeSave.set(() -> this.states.claim("web", this.held, NOW, LATER));
		this.states.save("web", renewal, found, 7);
		assertThat(stored().nextAttempt()).isEqualTo(LATER);
		assertThat(stored().suggestionFor(this.held)).isPresent();
	}

	@Test
	void aRenewalByAnotherInstanceMeanwhileCounts() {
		store(CertificateState.NONE);
		Optional<Stored<CertificateState>> found = this.repository.find("web");
		this.beforeSave.set(() -> store(CertificateState.NONE.withPlan(NOW, NOW)));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.states.save("web", CertificateState.NONE.withPlan(LATER, LATER), found, 7));
		assertThat(stored().nextAttempt()).isEqualTo(NOW);
	}

	@Test
	void aWriterWithAnOldLeaseIsRefused() {
		this.states.save("web", CertificateState.NONE, Optional.empty(), 7);
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.states.save("web", CertificateState.NONE, this.repository.find("web"), 6));
	}

	@Test
	void anAnswerThatComesAfterARenewalIsWrittenIntoItsState() {
		store(CertificateState.NONE);
		this.beforeSave.set(() -> store(CertificateState.NONE.withPlan(LATER, LATER)));
		assertThat(this.states.update("web", this.held, NOW, SharedStatesTests::replaced)).isTrue();
		assertThat(stored().nextAttempt()).isEqualTo(LATER);
		assertThat(stored().suggestionFor(this.held)).map(Suggestion::replaced).contains(true);
	}

	@Test
	void anAnswerAboutACertificateThatIsNoMoreIsDropped() {
		IssuedCertificate newer = TestCertificates.issued(NOW, Duration.ofDays(90));
		store(CertificateState.NONE.withSuggestion(new Suggestion(newer.serial(), null, NOW, 0, false)));
		assertThat(this.states.update("web", this.held, NOW, SharedStatesTests::replaced)).isFalse();
		assertThat(stored().suggestionFor(newer)).isPresent();
	}

	@Test
	void aNewCertificateBeginsAnew() {
		store(CertificateState.NONE.withSuggestion(new Suggestion("0a", null, NOW, 3, true)));
		Suggestion begun = new Suggestion(this.held.serial(), null, LATER, 0, false);
		this.states.save("web", CertificateState.NONE.withSuggestion(begun), this.repository.find("web"), 1);
		assertThat(stored().suggestion()).isEqualTo(begun);
	}

	private void store(CertificateState state) {
		WriteCondition condition = this.repository.find("web")
			.map((stored) -> WriteCondition.version(stored.version()))
			.orElseGet(WriteCondition::absent);
		this.repository.save("web", state, condition);
	}

	private CertificateState stored() {
		return this.repository.find("web").orElseThrow().value();
	}

	private static Suggestion replaced(Suggestion known) {
		return new Suggestion(known.serial(), known.window(), known.next(), known.failures(), true);
	}

}
