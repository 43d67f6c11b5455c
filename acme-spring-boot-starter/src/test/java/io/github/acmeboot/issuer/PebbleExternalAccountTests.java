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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.test.pebble.PebbleProcessBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for external account bindings (RFC 8555 section 7.3.4), which Pebble requires and
 * verifies.
 */
class PebbleExternalAccountTests extends AbstractPebbleTests {

	private static final String ADVICE = "'acme.issuers.ca.external-account-binding'";

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theAccountIsBound(boolean strict) {
		run(requiring().strict(strict), (pebble, issuer) -> {
			assertThat(issuer.binding("kid-1", HMAC_KEY).issue("a.example.org")).isNotNull();
			assertThat(pebble.log()).contains("Successful newAccount Binding with CA using kid \"kid-1\"");
		});
	}

	@Test
	void theKeyOfABoundAccountIsChanged() {
		run(requiring(), (issuer) -> {
			issuer.binding("kid-1", HMAC_KEY).issue("a.example.org");
			issuer.complete();
			issuer.issuer().accounts().rollKey(TestIssuer.NAME);
			assertThat(issuer.issue("b.example.org")).isNotNull();
			assertThat(issuer.count("newAccount")).isOne();
		});
	}

	@Test
	void anotherKeyIsRefusedInWordsThatNameTheProperty() {
		String other = "YWJjZGVm" + HMAC_KEY.substring(8);
		run(requiring(), (issuer) -> {
			AcmeException failure = issuer.binding("kid-1", other).failure("a.example.org");
			assertForTheOperator(failure);
			assertThat(failure).hasMessageContaining("refused newAccount").hasMessageNotContaining(other);
		});
	}

	@Test
	void anUnknownKeyIdIsRefusedInWordsThatNameTheProperty() {
		run(requiring(), (issuer) -> {
			AcmeException failure = issuer.binding("kid-2", HMAC_KEY).failure("a.example.org");
			assertForTheOperator(failure);
			assertThat(failure).hasMessageContaining("refused newAccount").hasMessageNotContaining(HMAC_KEY);
		});
	}

	@Test
	void withoutABindingTheCaIsNotEvenAsked() {
		run(requiring(), (issuer) -> {
			assertForTheOperator(issuer.failure("a.example.org"));
			assertThat(issuer.count("newAccount")).isZero();
		});
	}

	@Test
	void aMendedBindingIsTakenAfterARestart() {
		run(requiring(), (issuer) -> {
			issuer.binding("kid-2", HMAC_KEY).failure("a.example.org");
			assertThat(issuer.binding("kid-1", HMAC_KEY).restart().issue("a.example.org")).isNotNull();
		});
	}

	private PebbleProcessBuilder requiring() {
		return pebble().externalAccount("kid-1", HMAC_KEY).nonceRejection(0);
	}

	private static void assertForTheOperator(AcmeException failure) {
		assertThat(failure.getReason()).isEqualTo(Reason.ACCOUNT);
		assertThat(failure.getRemedy()).isEqualTo(Remedy.OPERATOR);
		assertThat(failure).hasMessageContaining(ADVICE);
	}

}
