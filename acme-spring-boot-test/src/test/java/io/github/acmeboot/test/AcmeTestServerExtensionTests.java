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

package io.github.acmeboot.test;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeTestServerExtension}.
 */
@ExtendWith(AcmeTestServerExtension.class)
class AcmeTestServerExtensionTests {

	private final AcmeTestServer server;

	AcmeTestServerExtensionTests(AcmeTestServer server) {
		this.server = server;
	}

	@Test
	void theServerIsTheSameForAllParameters(AcmeTestServer parameter) {
		assertThat(parameter).isSameAs(this.server);
	}

	@Test
	void everyTestBeginsWithoutRequestsOfTheLast() throws Exception {
		assertOnlyOneRequest();
	}

	@Test
	void everyTestBeginsWithoutFaultsOfTheLast() throws Exception {
		assertOnlyOneRequest();
	}

	private void assertOnlyOneRequest() throws Exception {
		new RawClient(this.server).nonce();
		assertThat(this.server.requestCount(Operation.NEW_NONCE)).isOne();
		assertThat(this.server.requests().get(0).status()).isEqualTo(204);
		this.server.faults().everywhere().html();
	}

	@Nested
	class WithinNestedClasses {

		@Test
		void theServerIsTheSame(AcmeTestServer parameter) {
			assertThat(parameter).isSameAs(AcmeTestServerExtensionTests.this.server);
		}

	}

}
