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

package io.github.acmeboot.issuer;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Subproblem;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.AcmeTestServerBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is said when challenges fail.
 */
@Timeout(60)
class FailedIdentifiersTests {

	private AcmeTestServer server = AcmeTestServer.start();

	private TestIssuer issuer = new TestIssuer(this.server);

	@AfterEach
	void close() {
		this.issuer.close();
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "true,false", "true,true", "false,false", "false,true" })
	void allAreNamed(boolean asyncValidation, boolean stayPending) {
		restart(AcmeTestServer.builder().asyncValidation(asyncValidation).failedChallengesStayPending(stayPending));
		this.issuer.http01.answering(false);
		AcmeException failure = this.issuer.failure(names(6));
		assertThat(failure.getReason()).isEqualTo(Reason.VALIDATION);
		assertThat(failure).hasMessageStartingWith("Unable to prove control of 6 names by http-01: ");
		assertThat(failure.getSubproblems()).extracting(Subproblem::identifier).containsExactlyInAnyOrder(names(6));
		assertThat(failure.isHelpedByAnotherIssuer()).isFalse();
		for (String name : names(6)) {
			assertThat(failure).hasMessageContaining("'" + name + "': ");
		}
	}

	@Test
	void aSingleOneIsNamedToo() {
		this.issuer.http01.answering(false);
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure).hasMessageStartingWith("Unable to prove control of 'a.example.org' by http-01: ");
		assertThat(failure.getSubproblems()).extracting(Subproblem::identifier).containsExactly("a.example.org");
	}

	private void restart(AcmeTestServerBuilder builder) {
		close();
		this.server = builder.start();
		this.issuer = new TestIssuer(this.server);
	}

	private static String[] names(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "n" + i + ".example.org").toArray(String[]::new);
	}

}
