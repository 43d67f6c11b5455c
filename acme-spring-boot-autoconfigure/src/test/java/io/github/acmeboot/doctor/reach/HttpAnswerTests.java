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

package io.github.acmeboot.doctor.reach;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpAnswer}.
 */
class HttpAnswerTests {

	@Test
	void statusServerAndTheBeginningOfTheBodyAreSaid() {
		HttpAnswer answer = parse("HTTP/1.1 404 Not Found\r\nServer: nginx\r\nContent-Length: 5\r\n\r\nNo\tno");
		assertThat(answer).hasToString("status 404 of the server 'nginx' and 'No no'");
		assertThat(answer.isComplete()).isTrue();
	}

	@Test
	void aBodyInChunksIsPutTogether() {
		HttpAnswer answer = parse(
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
		assertThat(answer.body()).isEqualTo("abcde");
	}

	@Test
	void aChunkThatIsCutOffIsReadAsFarAsItGoes() {
		assertThat(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc").body()).isEqualTo("abc");
		assertThat(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\nabc").body())
			.isEqualTo("abc");
		assertThat(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc").body()).isEmpty();
		assertThat(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5").body()).isEmpty();
	}

	@Test
	void somethingThatIsNotHttpIsSaidToBe() {
		assertThat(parse("SSH-2.0-OpenSSH_9.2\r\n"))
			.hasToString("something that is not HTTP and 'SSH-2.0-OpenSSH_9.2'");
		assertThat(parse("")).hasToString("something that is not HTTP");
	}

	@Test
	void whatChangesHowTheRestIsShownIsLeftOutAndALongTextCut() {
		String text = parse("HTTP/1.1 200 OK\r\nServer: a\u001b[31mb\r\n\r\n" + "x".repeat(10_000)).toString();
		assertThat(text).contains("'a [31mb'").endsWith("x…'").hasSizeLessThan(200);
	}

	@Test
	void onlyARedirectLeadsOn() {
		assertThat(parse("HTTP/1.1 301 Moved\r\nLocation: https://www.example.org/\r\n\r\n").location())
			.contains("https://www.example.org/");
		assertThat(parse("HTTP/1.1 201 Created\r\nLocation: /x\r\n\r\n").location()).isEmpty();
		assertThat(parse("HTTP/1.1 302 Found\r\n\r\n").location()).isEmpty();
	}

	private static HttpAnswer parse(String text) {
		return HttpAnswer.parse(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}
