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
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.CertificateState.Revocation;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.CertificateState.Superseded;
import io.github.acmeboot.store.repository.CertificateState.Window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StateRepository}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StateRepositoryTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456789Z");

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final StateRepository repository = new StateRepository(this.store);

	@Test
	void nothingIsFoundBeforeTheFirstSave() {
		assertThat(this.repository.find("web")).isEmpty();
	}

	@Test
	void everyPartOfAStateSurvives() {
		CertificateState state = new CertificateState(
				new Ordered(List.of(Identifier.of("*.example.com"), Identifier.of("2001:db8::1")), KeyType.RSA_3072,
						"shortlived", "letsencrypt", URI.create("https://ca.example/dir")),
				NOW, new Failure(Reason.RATE_LIMITED, "the CA said \"{no}\"\n\\ / ü \u0001", NOW.minusSeconds(5), 7),
				NOW.plusSeconds(60), "0a1b", "0c2d",
				new Superseded(List.of(new Ordered(List.of(), KeyType.EC_P256, null, "ca")), NOW.minusSeconds(9)),
				new Suggestion("0a1b",
						new Window(NOW.plusSeconds(1), NOW.plusSeconds(3), NOW.plusSeconds(2),
								URI.create("https://ca.example/why")),
						NOW.plusSeconds(4), 8, true),
				new Revocation("0c2d", 1, NOW.minusSeconds(3)), NOW.minusSeconds(2));
		Stored<CertificateState> saved = this.repository.save("web", state, WriteCondition.absent());
		assertThat(this.repository.find("web")).contains(saved).map(Stored::value).contains(state);
	}

	@Test
	void anEmptyStateSurvives() {
		this.repository.save("web", CertificateState.NONE, WriteCondition.absent());
		assertThat(this.repository.find("web")).map(Stored::value).contains(CertificateState.NONE);
	}

	@Test
	void aStaleWriterIsRefused() {
		this.repository.save("web", CertificateState.NONE, WriteCondition.absent());
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.repository.save("web", CertificateState.NONE, WriteCondition.absent()));
	}

	@Test
	void whatCannotBeReadIsReportedTakenForNothingAndReplaced(CapturedOutput output) {
		StoredValue foreign = this.store.save("state/web", "{\"failure\":{}}".getBytes(), WriteCondition.absent());
		assertThat(this.repository.find("web")).contains(new Stored<>(CertificateState.NONE, foreign.version()));
		assertThat(output).contains("Unable to read 'state/web' from the store: it has no 'reason'");
		this.repository.save("web", CertificateState.NONE, WriteCondition.version(foreign.version()));
	}

}
