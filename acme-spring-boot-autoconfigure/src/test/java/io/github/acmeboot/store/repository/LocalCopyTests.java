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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateState.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LocalCopy}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocalCopyTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final LocalCopy copy = LocalCopy.in(this.store, CLOCK);

	private final IssuedCertificate certificate = certificate(NOW).withGeneration(3);

	@Test
	void whatIsKeptIsFoundAfterARestart() {
		this.copy.keep("web", this.certificate);
		IssuedCertificate found = LocalCopy.in(this.store, CLOCK).find("web").orElseThrow();
		assertThat(found).isEqualTo(this.certificate);
		assertThat(found.generation()).isEqualTo(3);
		assertThat(this.copy.status()).contains(new StoreStatus.Copy(NOW, null));
	}

	@Test
	void whatIsKeptAlreadyIsNotWrittenAgain() {
		this.copy.keep("web", this.certificate);
		Optional<String> version = this.store.version("certificates/web");
		this.copy.keep("web", this.certificate);
		LocalCopy restarted = LocalCopy.in(this.store, CLOCK);
		restarted.keep("web", this.certificate);
		assertThat(this.store.version("certificates/web")).isEqualTo(version);
		assertThat(restarted.status()).contains(new StoreStatus.Copy(null, null));
		restarted.keep("web", certificate(NOW.plusSeconds(1)));
		assertThat(this.store.version("certificates/web")).isNotEqualTo(version);
	}

	@Test
	void whatWasNotSavedIsFoundAsItWasOrderedUntilItIsForgotten() {
		UnsavedCertificate unsaved = unsaved(this.certificate);
		this.copy.keepUnsaved("web", unsaved);
		assertThat(LocalCopy.in(this.store, CLOCK).findUnsaved("web")).contains(unsaved);
		this.copy.forgetUnsaved("web");
		assertThat(this.copy.findUnsaved("web")).isEmpty();
		assertThat(this.store.list("unsaved/")).isEmpty();
	}

	@Test
	void whatWasNotSavedIsOfNoUseAfterALaterCertificateWasServed() {
		this.copy.keepUnsaved("web", unsaved(certificate(NOW.minus(Duration.ofDays(60)))));
		this.copy.keep("web", this.certificate);
		assertThat(this.copy.findUnsaved("web")).isEmpty();
	}

	@Test
	void aCopyThatFailsIsSaidOnceAndHarmsNothing(CapturedOutput output) {
		AcmeStore broken = mock(AcmeStore.class, (call) -> {
			throw new StoreException(StoreException.Trouble.FULL, "The disk is full.", null);
		});
		LocalCopy failing = LocalCopy.in(broken, CLOCK);
		failing.keep("web", this.certificate);
		failing.keep("shop", this.certificate);
		failing.keepUnsaved("web", unsaved(this.certificate));
		failing.forgetUnsaved("web");
		assertThat(failing.find("web")).isEmpty();
		assertThat(failing.findUnsaved("web")).isEmpty();
		assertThat(failing.status()).contains(new StoreStatus.Copy(null, "The disk is full."));
		assertThat(output).containsOnlyOnce("WARN").containsOnlyOnce("The disk is full.");
	}

	@Test
	void whatCannotBeReadIsNoCopyAndIsReplaced(CapturedOutput output) {
		this.store.save("certificates/web", "garbage".getBytes(StandardCharsets.US_ASCII), WriteCondition.absent());
		this.store.save("unsaved/web", "{}".getBytes(StandardCharsets.US_ASCII), WriteCondition.absent());
		assertThat(this.copy.find("web")).isEmpty();
		assertThat(this.copy.findUnsaved("web")).isEmpty();
		assertThat(output).contains("The local copy has something that cannot be used");
		this.copy.keep("web", this.certificate);
		assertThat(this.copy.find("web")).contains(this.certificate);
	}

	@Test
	void aCopyThatIsOffKeepsNothing() {
		LocalCopy off = LocalCopy.off();
		off.keep("web", this.certificate);
		off.keepUnsaved("web", unsaved(this.certificate));
		off.forgetUnsaved("web");
		assertThat(off.find("web")).isEmpty();
		assertThat(off.findUnsaved("web")).isEmpty();
		assertThat(off.status()).isEmpty();
	}

	private static UnsavedCertificate unsaved(IssuedCertificate certificate) {
		return new UnsavedCertificate(certificate,
				new Ordered(List.of(Identifier.of("web.example.com")), KeyType.EC_P256, "shortlived", "ca"),
				Optional.of("version"), NOW);
	}

	private static IssuedCertificate certificate(Instant notBefore) {
		return TestCertificates.issued(notBefore, Duration.ofDays(90), "web.example.com");
	}

}
