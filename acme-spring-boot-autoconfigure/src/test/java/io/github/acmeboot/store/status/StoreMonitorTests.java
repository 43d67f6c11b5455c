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

package io.github.acmeboot.store.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.State;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StoreMonitor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreMonitorTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private static final byte[] CONTENT = { 1 };

	private final SettableClock clock = new SettableClock(START);

	private final StoreMonitor monitor = new StoreMonitor(this.clock,
			() -> Duration.between(START, this.clock.instant()).toNanos());

	private final AcmeStore backEnd = mock(AcmeStore.class);

	private final AcmeStore store = this.monitor.over(this.backEnd);

	@Test
	void everyKindOfTroubleOfAStoreHasItsName() {
		assertThat(Arrays.stream(Trouble.values()).map(Enum::name))
			.allSatisfy((name) -> assertThat(Kind.valueOf(name)).isNotNull());
	}

	@Test
	void nothingIsKnownBeforeTheFirstCall() {
		StoreStatus status = status();
		assertThat(status.state()).isEqualTo(State.AVAILABLE);
		assertThat(status.lastSuccess()).isNull();
	}

	@Test
	void aStoreOfOursIsCalledByItsTypeAndAnyOtherByItsClass() {
		this.monitor.over(new InMemoryAcmeStore());
		assertThat(status().type()).isEqualTo("memory");
		this.monitor.over(mock(AcmeStore.class));
		assertThat(status().type()).startsWith("AcmeStore");
	}

	@Test
	void anOutageIsSaidOnceWhateverHappensInIt(CapturedOutput output) {
		fail(Trouble.UNREACHABLE, "No route to host.");
		pass(Duration.ofSeconds(90));
		fail(Trouble.DENIED, "Wrong password.");
		assertThat(output).containsOnlyOnce("WARN").contains("cannot be reached: No route to host.");
		assertThat(status().trouble()).isEqualTo(new StoreStatus.Trouble(Kind.DENIED, "Wrong password.", START, null));
		pass(Duration.ofSeconds(543));
		read();
		assertThat(output).containsOnlyOnce("INFO").contains("works again; for 10 min 33 s it did not let us in");
		assertThat(status().trouble()).isNull();
		assertThat(status().lastTrouble()).isEqualTo(
				new StoreStatus.Trouble(Kind.DENIED, "Wrong password.", START, START.plus(Duration.ofSeconds(633))));
		assertThat(status().lastSuccess()).isEqualTo(this.clock.instant());
	}

	@Test
	void readingDoesNotEndTheTroubleOfAStoreThatCannotBeWrittenTo() {
		willThrow(new StoreException(Trouble.READ_ONLY, "It is a replica.", null)).given(this.backEnd)
			.save(any(), any(), any());
		write();
		read();
		assertThat(status().trouble()).extracting("kind").isEqualTo(Kind.READ_ONLY);
		willReturn(new StoredValue(CONTENT, "1")).given(this.backEnd).save(any(), any(), any());
		this.store.save("key", CONTENT, WriteCondition.absent());
		assertThat(status().trouble()).isNull();
	}

	@Test
	void aRefusedWriteIsNoTroubleAndDoesNotProveThatWritingWorks() {
		willThrow(new StoreException(Trouble.FULL, "The disk is full.", null)).given(this.backEnd)
			.save(any(), any(), any());
		write();
		willThrow(new StaleWriteException("key", WriteCondition.absent())).given(this.backEnd)
			.save(any(), any(), any());
		write();
		assertThat(status().trouble()).extracting("kind").isEqualTo(Kind.FULL);
	}

	@Test
	void theFirstAnswerMayBeLateAsItTakesTheConnectionWithIt(CapturedOutput output) {
		given(this.backEnd.load("key")).willAnswer((call) -> {
			pass(Duration.ofMillis(2500));
			return Optional.empty();
		});
		read();
		assertThat(status().state()).isEqualTo(State.AVAILABLE);
		assertThat(output).doesNotContain("WARN");
		read();
		assertThat(status().trouble()).extracting("kind").isEqualTo(Kind.SLOW);
	}

	@Test
	void aLateAnswerIsTroubleUntilTheStoreHasBeenPromptForAMinute(CapturedOutput output) {
		read();
		given(this.backEnd.load("key")).willAnswer((call) -> {
			pass(Duration.ofMillis(2500));
			return Optional.empty();
		});
		read();
		assertThat(status().trouble()).satisfies((trouble) -> {
			assertThat(trouble.kind()).isEqualTo(Kind.SLOW);
			assertThat(trouble.message()).isEqualTo("The store took 2.5 s to answer.");
		});
		given(this.backEnd.load("key")).willReturn(Optional.empty());
		read();
		assertThat(status().trouble()).isNotNull();
		pass(Outage.SETTLED);
		read();
		assertThat(status().trouble()).isNull();
		assertThat(output).containsOnlyOnce("WARN").containsOnlyOnce("INFO");
	}

	@Test
	void whatIsUnexpectedIsTroubleTooAndShowsNothingOfItself() {
		given(this.backEnd.load("key")).willThrow(new IllegalStateException("password=secret"));
		read();
		assertThat(status().trouble()).satisfies((trouble) -> {
			assertThat(trouble.kind()).isEqualTo(Kind.OTHER);
			assertThat(trouble.message()).contains("IllegalStateException").doesNotContain("secret");
		});
	}

	@Test
	void credentialsInUrlsAreNotShown(CapturedOutput output) {
		fail(Trouble.UNREACHABLE, "Unable to reach redis://user:secret@cache.example.com:6379.");
		assertThat(status().trouble()).extracting("message")
			.isEqualTo("Unable to reach redis://******@cache.example.com:6379.");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void aStoreRecoveryIsWarnedOfOnceHoweverMuchIsPutBack(CapturedOutput output) {
		this.monitor.wiped("the certificate 'web'");
		this.monitor.wiped("the certificate 'shop'");
		assertThat(output).containsOnlyOnce("WARN").containsOnlyOnce("INFO").contains("'web'", "'shop'");
		assertThat(status().state()).isEqualTo(State.AVAILABLE);
		assertThat(status().lastTrouble()).extracting("kind").isEqualTo(Kind.WIPED);
	}

	private StoreStatus status() {
		return this.monitor.status(Optional.empty());
	}

	private void fail(Trouble trouble, String message) {
		StoreException failure = new StoreException(trouble, message, null);
		willThrow(failure).given(this.backEnd).version("failing");
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.store.version("failing"))
			.isSameAs(failure);
	}

	private void read() {
		try {
			this.store.load("key");
		}
		catch (IllegalStateException ex) {
			assertThat(ex).isNotNull();
		}
	}

	private void write() {
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.store.save("key", CONTENT, WriteCondition.absent()));
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
	}

}
