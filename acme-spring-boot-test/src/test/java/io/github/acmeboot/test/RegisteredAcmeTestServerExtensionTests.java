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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for an {@link AcmeTestServerExtension} that is a field.
 */
class RegisteredAcmeTestServerExtensionTests {

	@RegisterExtension
	static final AcmeTestServerExtension ca = new AcmeTestServerExtension(
			(builder) -> builder.certificateLife(Duration.ofSeconds(5)));

	@Test
	void theServerIsTheConfiguredOne(AcmeTestServer parameter) {
		assertThat(ca.server()).isSameAs(parameter);
		assertThat(parameter.behaviour().getCertificateLife()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void thereIsNoServerOutsideOfTests() {
		assertThatIllegalStateException().isThrownBy(() -> new AcmeTestServerExtension().server());
	}

}
