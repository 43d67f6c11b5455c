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
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the revocation of a generation by its serial number.
 */
class FormerGenerationRevocationTests extends AbstractRevocationTests {

	@Test
	void theFormerGenerationIsRevokedByItsSerialAndNotReplaced() {
		this.certificates.save("web", this.former, WriteCondition.absent());
		this.certificates.save("web", this.current, unchanged());
		TestInstance instance = running();
		CompletableFuture<IssuedCertificate> revocation = instance.manager.revoke("web", RevocationReason.SUPERSEDED,
				this.former.serial().toUpperCase(Locale.ROOT));
		this.time.advance(Duration.ofSeconds(1));
		assertThat(revocation).isCompletedWithValue(this.former);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(instance.publisher.sessionsEnded).isOne();
	}

	@Test
	void theRevocationOfAFormerGenerationDoesNotHideThatOfTheCurrentOne() {
		this.certificates.save("web", this.former, WriteCondition.absent());
		this.certificates.save("web", this.current, unchanged());
		TestInstance instance = running();
		this.issuer.fails(AcmeException.Reason.SERVER);
		revoke(instance, RevocationReason.SUPERSEDED);
		instance.manager.revoke("web", RevocationReason.SUPERSEDED, this.former.serial());
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.issuer.revocations).hasSize(2);
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
		assertThat(Objects.requireNonNull(state("web").revocation()).serial()).isEqualTo(this.current.serial());
	}

	@Test
	void anUnknownSerialIsRefusedWithThoseThereAre() {
		TestInstance instance = running();
		CompletableFuture<IssuedCertificate> revocation = instance.manager.revoke("web", RevocationReason.SUPERSEDED,
				"0bad");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(revocation).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("no generation has the serial number 0bad, but [" + this.current.serial() + "]");
	}

}
