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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RateLimit}.
 */
class RateLimitTests {

	@ParameterizedTest
	@CsvSource({ "5/7d,5,168h", "300 / 3h,300,3h", "1/90s,1,90s", "10/PT3H,10,3h", " 50/10080m ,50,168h" })
	void isReadFromANumberAndAPeriod(String text, int size, String period) {
		assertThat(RateLimit.valueOf(text)).isEqualTo(new RateLimit(size, Duration.parse("PT" + period)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", " NONE " })
	void isNoneWhenThatIsWritten(String text) {
		assertThat(RateLimit.valueOf(text)).isSameAs(RateLimit.NONE);
		assertThat(RateLimit.NONE.isNone()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "5,is neither a number and a period", "often,is neither a number and a period",
			"5/week,has no period such as", "0/7d,must be one or more in more than no time",
			"5/0s,must be one or more in more than no time", "5/-7d,must be one or more in more than no time",
			"-5/7d,is neither a number and a period" })
	void isRefusedWhenItMakesNoSense(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.valueOf(text))
			.withMessageContaining("'" + text + "'")
			.withMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "5/7d", "300/3h", "7/90m", "1/61s", "none" })
	void isWrittenAsItIsRead(String text) {
		assertThat(RateLimit.valueOf(text)).hasToString(text);
	}

	@Test
	void comesBackOneByOne() {
		assertThat(RateLimit.valueOf("5/7d").refill()).isEqualTo(Duration.ofMinutes(2016));
		assertThat(RateLimit.valueOf("10/3h").refill()).isEqualTo(Duration.ofMinutes(18));
	}

	@Test
	void isFoundByTheBinder() {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		source.put("limit", "5/7d");
		assertThat(new Binder(source).bind("limit", RateLimit.class).get()).isEqualTo(RateLimit.valueOf("5/7d"));
	}

}
