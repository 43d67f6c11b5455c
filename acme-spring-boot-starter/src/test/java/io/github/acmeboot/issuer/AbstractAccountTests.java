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

import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.store.repository.StoredAccount;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The account of an issuer, in the store and at the CA.
 */
abstract class AbstractAccountTests extends AbstractIssuerTests {

	IssuerAccounts accounts() {
		return this.issuer.issuer().accounts();
	}

	PublicKey key() {
		return stored().keyPair().getPublic();
	}

	StoredAccount stored() {
		return this.issuer.accounts.find(this.server.directoryUrl()).orElseThrow().value();
	}

	/**
	 * Asks for a certificate, and does something else while its order is under way.
	 * @param change what is done
	 * @return the request
	 */
	static IssuanceRequest interruptedBy(Runnable change) {
		AtomicInteger checkpoints = new AtomicInteger();
		return new IssuanceRequest(TestIssuer.certificate("b.example.org"), TestIssuer.NAME, Optional.empty(), () -> {
			if (checkpoints.incrementAndGet() == 2) {
				change.run();
			}
		}, 1);
	}

	static AcmeException failure(Runnable change) {
		return Objects.requireNonNull(catchThrowableOfType(AcmeException.class, change::run));
	}

}
