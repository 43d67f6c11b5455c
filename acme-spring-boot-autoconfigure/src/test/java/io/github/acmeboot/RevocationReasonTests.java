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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RevocationReason}.
 */
class RevocationReasonTests {

	@ParameterizedTest
	@CsvSource({ "0, UNSPECIFIED", "unspecified, UNSPECIFIED", "1, KEY_COMPROMISE", "keyCompromise, KEY_COMPROMISE",
			"key-compromise, KEY_COMPROMISE", "4, SUPERSEDED", "Superseded, SUPERSEDED", "5, CESSATION_OF_OPERATION",
			"CESSATION_OF_OPERATION, CESSATION_OF_OPERATION", "cessation of operation, CESSATION_OF_OPERATION" })
	void isFoundByNameOrCode(String text, RevocationReason reason) {
		assertThat(RevocationReason.of(text)).isEqualTo(reason);
		assertThat(RevocationReason.ofCode(reason.code())).contains(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "3", "6", "-1", "", "cACompromise", "certificateHold" })
	void theReasonsOfCasAreRefusedWithThoseThereAre(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RevocationReason.of(text))
			.withMessage("'" + text + "' is no reason to revoke a certificate for. Use one of: 0 (unspecified), "
					+ "1 (keyCompromise), 4 (superseded), 5 (cessationOfOperation)");
	}

	@Test
	void anotherCodeIsNone() {
		assertThat(RevocationReason.ofCode(6)).isEmpty();
	}

}
