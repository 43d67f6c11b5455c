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

import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PresentedAnswer}.
 */
class PresentedAnswerTests {

	@Test
	void aNameIsAskedForAsItIs() throws UnknownHostException {
		assertThat(PresentedAnswer.serverName(Identifier.of("www.example.org"))).isEqualTo("www.example.org");
	}

	@Test
	void anAddressIsAskedForByItsReverseMapping() throws UnknownHostException {
		assertThat(PresentedAnswer.serverName(Identifier.of("192.0.2.10"))).isEqualTo("10.2.0.192.in-addr.arpa");
		assertThat(PresentedAnswer.serverName(Identifier.of("2001:db8::1")))
			.isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
	}

}
