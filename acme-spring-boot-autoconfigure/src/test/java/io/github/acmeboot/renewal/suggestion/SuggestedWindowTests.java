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
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.store.repository.CertificateState.Window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SuggestedWindow}.
 */
class SuggestedWindowTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void theInstantIsAnyOfTheWindow() {
		SuggestedWindow windows = new SuggestedWindow(new Random(4)::nextDouble);
		Map<Long, Integer> hits = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			Window window = windows.take(info(10, 20), null);
			hits.merge(Duration.between(day(10), window.chosen()).toDays(), 1, Integer::sum);
		}
		assertThat(hits.values()).hasSize(10).allSatisfy((count) -> assertThat(count).isBetween(850, 1_150));
	}

	@Test
	void theInstantStaysWithTheWindow() {
		Window former = new SuggestedWindow(() -> 0.1).take(info(10, 20), null);
		SuggestedWindow other = new SuggestedWindow(() -> 0.9);
		assertThat(other.take(info(10, 20), former).chosen()).isEqualTo(day(11));
		assertThat(other.take(info(10, 30), former).chosen()).isEqualTo(day(28));
	}

	@ParameterizedTest
	@ValueSource(ints = { 19, 20 })
	void aWindowThatDoesNotEndAfterItStartsIsRefused(int end) {
		assertThatExceptionOfType(AcmeException.class)
			.isThrownBy(() -> new SuggestedWindow(() -> 0.5).take(info(20, end), null))
			.withMessageContaining("makes no sense");
	}

	@Test
	void aWindowInThePastIsTakenWhateverTheAgeOfTheCertificate() {
		assertThat(new SuggestedWindow(() -> 0.5).take(info(-20, -10), null).chosen()).isEqualTo(day(-15));
	}

	private static RenewalInfo info(int fromDay, int toDay) {
		return new RenewalInfo(day(fromDay), day(toDay), null, null);
	}

	private static Instant day(int day) {
		return NOW.plus(Duration.ofDays(day));
	}

}
