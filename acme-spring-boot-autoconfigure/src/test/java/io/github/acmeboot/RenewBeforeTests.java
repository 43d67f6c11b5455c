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

package io.github.acmeboot;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.ApplicationConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RenewBeforeTests {

	@ParameterizedTest
	@CsvSource({ "10d,90,10", "P10D,90,10", "240h,90,10", "50%,90,45", " 10 % ,90,9", "0.5%,200,1" })
	void isADurationOrAShareOfTheLife(String text, int life, int before) {
		assertThat(RenewBefore.valueOf(text).of(Duration.ofDays(life))).isEqualTo(Duration.ofDays(before));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0%", "100%", "120%", "-5%", "NaN%", "%", "many%", "0s", "-1d", "soon", "", "0x1p3%",
			"1e1%", "5d%" })
	void whatIsNeitherIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RenewBefore.valueOf(text))
			.withMessageContaining("'" + text + "'");
	}

	@ParameterizedTest
	@CsvSource({ "33%,33%", "33.30 %,33.3%", "10d,PT240H", "90s,PT1M30S" })
	void isShownAsAPersonWouldWriteIt(String text, String shown) {
		assertThat(RenewBefore.valueOf(text)).hasToString(shown);
	}

	@Test
	void isFoundByTheConversionOfBoot() {
		assertThat(ApplicationConversionService.getSharedInstance().convert("33%", RenewBefore.class))
			.isEqualTo(new RenewBefore(null, 33));
	}

}
