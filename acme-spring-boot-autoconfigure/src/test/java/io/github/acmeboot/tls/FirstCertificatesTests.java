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

package io.github.acmeboot.tls;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.UnsavedCertificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link FirstCertificates}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FirstCertificatesTests {

	private final AcmeStore store = mock(AcmeStore.class);

	private final LocalCopy copy = LocalCopy.in(new InMemoryAcmeStore(), Clock.systemUTC());

	private final AtomicLong nanoTime = new AtomicLong();

	private final IssuedCertificate one = new TestCertificates().ec("one.example.com");

	private final IssuedCertificate other = new TestCertificates().ec("other.example.com");

	@Test
	void aStoreThatFailsIsAskedOnceForAllCertificates(CapturedOutput output) {
		this.copy.keep("web", this.one);
		this.copy.keep("shop", this.other);
		given(this.store.load(any())).willThrow(new StoreException(StoreException.Trouble.UNREACHABLE, "Away.", null));
		FirstCertificates first = find("web", "shop", "new");
		assertThat(first.found()).containsOnlyKeys("web", "shop").containsEntry("web", this.one);
		then(this.store).should(times(1)).load(any());
		assertThat(output).containsOnlyOnce("WARN")
			.contains("Away. Starting with 'web', 'shop' from the local copy and placeholders for 'new'");
	}

	@Test
	void whatWasNotSavedComesFirst() {
		this.copy.keep("web", this.one);
		this.copy.keepUnsaved("web", unsaved(Optional.of("1")));
		given(this.store.load(any())).willThrow(new StoreException(StoreException.Trouble.UNREACHABLE, "Away.", null));
		assertThat(find("web").found()).containsEntry("web", this.other);
	}

	@Test
	void whatWasNotSavedComesBeforeWhatIsStoredUntilAnotherInstanceSaves() {
		this.copy.keepUnsaved("web", unsaved(Optional.of("1")));
		given(this.store.load("certificates/web")).willReturn(Optional.of(stored("1")));
		assertThat(find("web").found()).containsEntry("web", this.other);
		given(this.store.load("certificates/web")).willReturn(Optional.of(stored("2")));
		assertThat(find("web").found()).containsEntry("web", this.one);
	}

	@Test
	void aStoreThatIsSlowIsAskedOnlyForWhatIsNotCopied(CapturedOutput output) {
		this.copy.keep("shop", this.other);
		given(this.store.load(any())).willAnswer((call) -> {
			this.nanoTime.addAndGet(FirstCertificates.PATIENCE.plus(Duration.ofNanos(1)).toNanos());
			return Optional.of(stored("1"));
		});
		FirstCertificates first = find("web", "shop", "new");
		assertThat(first.found()).containsEntry("web", this.one)
			.containsEntry("shop", this.other)
			.containsEntry("new", this.one);
		then(this.store).should(times(2)).load(any());
		assertThat(output).containsOnlyOnce("WARN").contains("It is slow. Starting with 'shop' from the local copy");
	}

	@Test
	void theCopyTakesThePlaceOfWhatCannotBeReadAndTheOthersAreReadOn(CapturedOutput output) {
		this.copy.keep("web", this.other);
		given(this.store.load("certificates/web"))
			.willThrow(new SealedValueException("certificates/web", "Sealed with 'two'."));
		given(this.store.load("certificates/shop")).willReturn(Optional.of(stored("1")));
		FirstCertificates first = find("web", "shop");
		assertThat(first.found()).containsEntry("web", this.other).containsEntry("shop", this.one);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("Starting with the local copy of 'web': Sealed with 'two'.");
	}

	@Test
	void withoutACopyTheFormerCertificateDoes(CapturedOutput output) {
		given(this.store.load("certificates/web"))
			.willThrow(new SealedValueException("certificates/web", "Sealed with 'two'."));
		given(this.store.load("certificates/web/previous")).willReturn(Optional.of(stored("1")));
		assertThat(find("web").found()).containsEntry("web", this.one);
		assertThat(output).contains("Starting with the former certificate, valid until");
	}

	@Test
	void nothingIsSaidWhenAllIsWell(CapturedOutput output) {
		InMemoryAcmeStore working = new InMemoryAcmeStore();
		new CertificateRepository(working).save("web", this.one, WriteCondition.absent());
		FirstCertificates first = new FirstCertificates(new CertificateRepository(working), LocalCopy.off(),
				this.nanoTime::get);
		first.find("web");
		first.find("new");
		first.report();
		assertThat(first.found()).containsOnlyKeys("web");
		assertThat(output).doesNotContain("WARN");
	}

	private FirstCertificates find(String... names) {
		FirstCertificates first = new FirstCertificates(new CertificateRepository(this.store), this.copy,
				this.nanoTime::get);
		List.of(names).forEach(first::find);
		first.report();
		return first;
	}

	private StoredValue stored(String version) {
		return new StoredValue(new CertificateCodec().encode(this.one), version);
	}

	private UnsavedCertificate unsaved(Optional<String> replaced) {
		return new UnsavedCertificate(this.other,
				new Ordered(List.of(Identifier.of("other.example.com")), KeyType.EC_P256, null, "ca"), replaced,
				this.other.notBefore());
	}

}
