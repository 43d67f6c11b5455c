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

package io.github.acmeboot.store.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonObject}.
 */
class JsonObjectTests {

	@Test
	void everyCharacterSurvives() {
		StringBuilder text = new StringBuilder("\uD83D\uDE00");
		IntStream.rangeClosed(0, Character.MAX_VALUE).forEach((character) -> text.append((char) character));
		assertThat(roundTrip(text.toString())).isEqualTo(text.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "true", "12", "2030-01-01", "~", "a: b", "{\"a\": [1, 'x'] } # no",
			"\\/ \\u0041 \\n", "http://a.b/c?d=e&f", "- a\n- b\n", "---", "!!java.net.URL [x]", "*a &a", "%TAG", "\t" })
	void textThatLooksLikeSomethingElseStaysText(String text) {
		assertThat(roundTrip(text)).isEqualTo(text);
	}

	@Test
	void longTextSurvives() {
		String text = "problem: \"x\", ".repeat(100_000);
		assertThat(roundTrip(text)).isEqualTo(text);
	}

	@Test
	void membersOfEveryKindSurvive() {
		Instant instant = Instant.parse("2030-01-01T00:00:00.123456789Z");
		byte[] bytes = new JsonObject().with("number", 42)
			.with("instant", instant)
			.with("texts", List.of("a", "b"))
			.with("nothing", null)
			.with("object", new JsonObject().with("inner", "x"))
			.with("objects", List.of(new JsonObject().with("inner", "y")))
			.toBytes();
		JsonObject json = JsonObject.parse(bytes);
		assertThat(json.number("number")).isEqualTo(42);
		assertThat(json.instant("instant")).isEqualTo(instant);
		assertThat(json.texts("texts")).containsExactly("a", "b");
		assertThat(json.optionalText("nothing")).isNull();
		assertThat(json.optionalInstant("nothing")).isNull();
		assertThat(json.optionalObject("nothing")).isNull();
		assertThat(json.optionalObject("object")).extracting((object) -> object.text("inner")).isEqualTo("x");
		assertThat(json.objects("objects")).extracting((object) -> object.text("inner")).containsExactly("y");
	}

	@Test
	void whatIsWrittenIsAscii() {
		assertThat(new JsonObject().with("text", "ü\u2028\uFFFF").toBytes())
			.isEqualTo("{\"text\":\"\\u00fc\\u2028\\uffff\"}\n".getBytes(StandardCharsets.US_ASCII));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "[\"secret\"]", "{\"a\":\"secret", "{\"a\":\"secret\",\"a\":\"secret\"}",
			"{\"a\": !!java.net.URL [\"secret\"]}", "\u0000secret", "{\"a\": &x [secret], \"b\": *x}" })
	void whatIsNotAnObjectIsRefusedWithoutShowingIt(String text) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JsonObject.parse(text.getBytes(StandardCharsets.UTF_8)).text("b"))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("it ").hasNoCause())
			.withMessageNotContaining("secret");
	}

	@Test
	void missingAndMistypedMembersAreNamed() {
		JsonObject json = JsonObject.parse("{\"a\": 1, \"b\": \"x\"}".getBytes(StandardCharsets.UTF_8));
		assertThatIllegalArgumentException().isThrownBy(() -> json.text("c")).withMessage("it has no 'c'");
		assertThatIllegalArgumentException().isThrownBy(() -> json.text("a")).withMessage("its 'a' is not a String");
		assertThatIllegalArgumentException().isThrownBy(() -> json.number("b")).withMessage("its 'b' is not a Integer");
		assertThatIllegalArgumentException().isThrownBy(() -> json.instant("b"))
			.withMessage("its 'b' is not an instant");
		assertThatIllegalArgumentException().isThrownBy(() -> json.constant("b", Thread.State.class))
			.withMessage("its 'b' is not a State");
		assertThatIllegalArgumentException().isThrownBy(() -> json.objects("b")).withMessage("its 'b' is not a List");
	}

	private static String roundTrip(String text) {
		return JsonObject.parse(new JsonObject().with("text", text).toBytes()).text("text");
	}

}
