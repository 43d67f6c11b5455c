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

package io.github.acmeboot.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * A certificate that is revoked, in virtual time.
 */
abstract class AbstractRevocationTests extends AbstractRenewalTests {

	final RevokedCertificates revoked = new RevokedCertificates(this.store);

	final IssuedCertificate former = issued(START.minus(Duration.ofDays(20)));

	final IssuedCertificate current = issued(START.minus(Duration.ofDays(1)));

	TestInstance running() {
		if (this.certificates.version("web").isEmpty()) {
			this.certificates.save("web", this.current, WriteCondition.absent());
		}
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		return instance;
	}

	CompletableFuture<IssuedCertificate> revoke(TestInstance instance, RevocationReason reason) {
		CompletableFuture<IssuedCertificate> revocation = instance.manager.revoke("web", reason);
		this.time.advance(Duration.ofMillis(1));
		return revocation;
	}

	static IssuedCertificate issued(Instant notBefore) {
		return TestCertificates.issued(notBefore, Duration.ofDays(90), "web.example.com");
	}

}
