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

package io.github.acmeboot.sample;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What operators are told who got the configuration wrong: the property, its value unless
 * it is a secret, and what to do.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationMistakesTests {

	private static final String CLIENT = "tokens.clients.shop.secret={noop}shopshop";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			tokens.store              | file    | Set 'memory' or 'redis'
			tokens.time-to-live       | 0s      | Set something like '1h'
			tokens.time-to-live       | 900ms   | Set something like '1h'
			tokens.time-to-live       | -1h     | Set something like '1h'
			tokens.time-to-live       | 367d    | Set something like '1h'
			tokens.time-to-live       | soon    | is not a valid duration
			tokens.max-lookup         | 0       | Set something like '100'
			tokens.memory.max-tokens  | 0       | Set something like '100000'
			tokens.drain.period       | -1s     | Set something like '2s'
			tokens.clients.shop.scopes | a b    | Set words, such as 'read,write'
			""")
	void aValueThatCannotBe(String property, String value, String remedy, CapturedOutput output) {
		assertRefused(CLIENT, property + "=" + value);
		assertThat(output).contains("APPLICATION FAILED TO START", property, value, remedy);
	}

	@ParameterizedTest
	@CsvSource({ "tokens.clients.mail.secret", "tokens.operators.olga.password" })
	void aSecretThatIsNotEncoded(String property, CapturedOutput output) {
		assertRefused(CLIENT, property + "=plain-secret");
		assertThat(output)
			.contains("APPLICATION FAILED TO START", property, "does not say how it is encoded", "{bcrypt}")
			.doesNotContain("plain-secret");
	}

	@ParameterizedTest
	@CsvSource({ "tokens.clients.mail.secret, {bcrypt}a0Nl3h5cmangled", "tokens.clients.mail.secret, {bcrypt}",
			"tokens.operators.olga.password, {bcrypt}replace-me",
			"tokens.operators.olga.password, {bcrypt}$2y$10$too-short" })
	void aSecretThatAShellHasMangled(String property, String value, CapturedOutput output) {
		assertRefused(CLIENT, property + "=" + value);
		assertThat(output)
			.contains("APPLICATION FAILED TO START", property, "is not one that bcrypt makes", "single quotes")
			.doesNotContain(value + System.lineSeparator(), "a0Nl3h5cmangled", "replace-me", "too-short");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{bcrypt}$2a$04$oRUmIIcTXFDKJSpFI6G.6.YG/XXLBnEQWLDJIXcbvF0aCpEPG3RMK",
			"{bcrypt}$2y$04$oRUmIIcTXFDKJSpFI6G.6.YG/XXLBnEQWLDJIXcbvF0aCpEPG3RMK" })
	void aSecretThatIsWholeIsNone(String value) {
		try (RunningSample sample = RunningSample.start("tokens.clients.mail.secret=" + value)) {
			assertThat(sample.shop().token()).isNotEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "tokens.clients.mail.secret", "tokens.operators.olga.password" })
	void aSecretThatIsEmpty(String property, CapturedOutput output) {
		assertRefused(CLIENT, property + "=");
		assertThat(output).contains("APPLICATION FAILED TO START", property, "There is nothing in it", "{bcrypt}");
	}

	@Test
	void aClientWithoutASecret(CapturedOutput output) {
		assertRefused(CLIENT, "tokens.clients.mail.scopes=read");
		assertThat(output).contains("APPLICATION FAILED TO START", "tokens.clients.mail.secret", "{bcrypt}");
	}

	@Test
	void noClientAtAll(CapturedOutput output) {
		assertRefused();
		assertThat(output).contains("APPLICATION FAILED TO START", "'tokens.clients'", "tokens.clients.<id>.secret");
	}

	private static void assertRefused(String... properties) {
		String[] arguments = Stream
			.concat(Stream.of("server.port=0", "server.ssl.enabled=false", "acme.enabled=false"),
					Arrays.stream(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> SpringApplication.run(SampleApplication.class, arguments).close());
	}

}
