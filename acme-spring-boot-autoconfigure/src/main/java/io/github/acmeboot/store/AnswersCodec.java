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

package io.github.acmeboot.store;

import java.time.Instant;
import java.util.List;

/**
 * The pending answers of one identifier as JSON.
 */
final class AnswersCodec implements Codec<List<AnswersCodec.Answer>> {

	@Override
	public byte[] encode(List<Answer> answers) {
		return new JsonObject().with("answers", answers.stream().map(AnswersCodec::encode).toList()).toBytes();
	}

	private static JsonObject encode(Answer answer) {
		return new JsonObject().with("token", answer.token())
			.with("keyAuthorization", answer.keyAuthorization())
			.with("expires", answer.expires());
	}

	@Override
	public List<Answer> decode(byte[] content) {
		return JsonObject.parse(content)
			.objects("answers")
			.stream()
			.map((answer) -> new Answer(answer.text("token"), answer.text("keyAuthorization"),
					answer.instant("expires")))
			.toList();
	}

	/**
	 * An answer to one challenge.
	 *
	 * @param token the token of the challenge
	 * @param keyAuthorization the key authorization
	 * @param expires when the answer is of no more use
	 */
	record Answer(String token, String keyAuthorization, Instant expires) {

		boolean isFor(String token) {
			return this.token.equals(token);
		}

		@Override
		public String toString() {
			return "Answer[expires=" + this.expires + "]";
		}

	}

}
