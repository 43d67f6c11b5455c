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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.RevocationRequest;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of a key once it is compromised.
 */
class CompromisedKeyTests extends AbstractRevocationTests {

	@Test
	void aCompromisedKeyIsArchivedAndBanned() {
		revoke(running(), RevocationReason.KEY_COMPROMISE);
		assertThat(this.revoked.isBanned(this.current.leaf().getPublicKey())).isTrue();
		assertThat(this.store.load("certificates/web/revoked/" + this.current.serial()))
			.hasValueSatisfying((kept) -> assertThat(new String(kept.content(), StandardCharsets.US_ASCII))
				.contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE"));
	}

	@Test
	void aCompromisedKeyIsBannedEvenIfTheCaCannotBeAsked() {
		this.issuer.refusal = new AcmeException(AcmeException.Reason.NETWORK, "No.");
		assertThat(revoke(running(), RevocationReason.KEY_COMPROMISE)).isCompletedExceptionally();
		assertThat(this.revoked.isBanned(this.current.leaf().getPublicKey())).isTrue();
		assertThat(this.issuer.attempts).isEmpty();
	}

	@Test
	void aKeyThatSignedItsOwnRevocationIsBannedWhateverTheReason() {
		this.issuer.signer = RevocationRequest.Signer.CERTIFICATE;
		revoke(running(), RevocationReason.SUPERSEDED);
		assertThat(this.revoked.isBanned(this.current.leaf().getPublicKey())).isTrue();
	}

	@Test
	void otherwiseTheKeyIsNotBanned() {
		revoke(running(), RevocationReason.SUPERSEDED);
		assertThat(this.revoked.isBanned(this.current.leaf().getPublicKey())).isFalse();
	}

	@Test
	void thereIsNoWayBackToACompromisedKeyOfAnotherCertificate() {
		revoke(running(), RevocationReason.KEY_COMPROMISE);
		this.certificates.save("shop", issued(START.minus(Duration.ofDays(2))), WriteCondition.absent());
		this.certificates.save("shop", issued(START.minus(Duration.ofDays(1))),
				WriteCondition.version(this.certificates.version("shop").orElseThrow()));
		TestInstance other = instance(TestCertificates.wanted("shop", "web.example.com")).start();
		CompletableFuture<IssuedCertificate> rollback = other.manager.rollback("shop");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(rollback).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("its key is compromised");
	}

}
