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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.AcmeException.Subproblem;

import static org.assertj.core.api.Assertions.assertThat;

class AcmeExceptionTests {

	private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void carriesTheProblemOfTheAuthority() {
		AcmeException exception = rateLimited();
		assertThat(exception.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(exception.getProblemType()).contains("urn:ietf:params:acme:error:rateLimited");
		assertThat(exception.getRetryAfter()).contains(LATER);
		assertThat(exception.getSubproblems()).singleElement()
			.satisfies((problem) -> assertThat(problem.identifier()).isEqualTo("example.com"));
	}

	@Test
	void hasNoProblemWhenTheAuthorityNamedNone() {
		AcmeException exception = new AcmeException(Reason.NETWORK, "no answer");
		assertThat(exception.getProblemType()).isEmpty();
		assertThat(exception.getRetryAfter()).isEmpty();
		assertThat(exception.getSubproblems()).isEmpty();
	}

	@Test
	void survivesSerialization() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(rateLimited());
		AcmeException read = (AcmeException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
			.readObject();
		assertThat(read).hasMessage("too many");
		assertThat(read.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(read.getSubproblems()).isEmpty();
	}

	@Test
	void whatTheOperatorHasToMendIsNotRetriedSoon() {
		assertThat(List.of(Reason.REJECTED_IDENTIFIER, Reason.ACCOUNT, Reason.TERMS, Reason.CONFIGURATION))
			.extracting(Reason::remedy)
			.containsOnly(Remedy.OPERATOR);
		assertThat(List.of(Reason.NETWORK, Reason.SERVER)).extracting(Reason::remedy).containsOnly(Remedy.SECONDS);
	}

	private static AcmeException rateLimited() {
		return new AcmeException(Reason.RATE_LIMITED, "too many", null, "urn:ietf:params:acme:error:rateLimited",
				List.of(new Subproblem("urn:ietf:params:acme:error:caa", "example.com", "no")), LATER);
	}

}
