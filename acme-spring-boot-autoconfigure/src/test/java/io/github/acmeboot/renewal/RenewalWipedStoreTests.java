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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that loses what it held while certificates are served.
 */
@ExtendWith(OutputCaptureExtension.class)
class RenewalWipedStoreTests extends AbstractRenewalTests {

	@Test
	void whatIsServedIsPutBackOnceAndNobodyOrdersAnew(CapturedOutput output) {
		TestInstance one = instance().start();
		TestInstance two = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		IssuedCertificate served = one.served("web");
		CertificateState state = state("web");
		int kept = this.issuer.accountsKept;
		this.store.losesEverything();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(served);
		assertThat(state("web")).isEqualTo(state);
		assertThat(this.issuer.accountsKept).isGreaterThan(kept);
		TestInstance newcomer = instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(newcomer.served("web")).isEqualTo(served);
		assertThat(two.served("web")).isEqualTo(served);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(output).containsOnlyOnce("has lost what it held");
		assertThat(one.manager.storeStatus().lastTrouble()).satisfies((trouble) -> {
			assertThat(trouble.kind()).isEqualTo(Kind.WIPED);
			assertThat(trouble.message()).contains("the certificate 'web'");
		});
		assertThat(one.manager.storeStatus().trouble()).isNull();
	}

	@Test
	void theNextRenewalGoesOnFromWhatWasPutBack() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		Instant renewal = renewal(instance);
		IssuedCertificate first = instance.served("web");
		this.store.losesEverything();
		this.time.advance(Duration.between(START, renewal));
		assertThat(this.issuer.attempts).containsExactly(START, renewal);
		assertThat(this.issuer.requests.get(1).predecessor()).contains(first);
		assertThat(this.certificates.findPrevious("web")).contains(first);
	}

	@Test
	void anExpiredCertificateIsNotPutBack() {
		TestInstance instance = new TestInstance(this.time, Duration.ofHours(1), threads(), this.store, this.lock,
				this.issuer, false, TestCertificates.wanted("web"))
			.start();
		this.time.advance(Duration.ofDays(100));
		this.issuer.fails(AcmeException.Reason.NETWORK);
		this.store.losesEverything();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.status("web").state().name()).isEqualTo("EXPIRED");
		assertThat(this.certificates.find("web")).isEmpty();
	}

	@Test
	void aCertificateThatIsNotWantedAnyMoreIsNotPutBack() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		this.issuer.fails(AcmeException.Reason.RATE_LIMITED);
		instance.manager.add(TestCertificates.wanted("web", "shop.example.com"));
		this.time.advance(Duration.ofSeconds(10));
		this.store.losesEverything();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.certificates.find("web")).isEmpty();
		assertThat(state("web").failure()).isNotNull();
	}

	@Test
	void theTimeToWaitAfterAFailureIsPutBackToo() {
		this.issuer.fails(new AcmeException(AcmeException.Reason.RATE_LIMITED, "Later.", null, null, List.of(),
				START.plus(Duration.ofHours(20))));
		instance().start();
		this.time.advance(Duration.ofHours(1));
		CertificateState state = state("web");
		this.store.losesEverything();
		this.time.advance(Duration.ofHours(1));
		assertThat(state("web")).isEqualTo(state);
		instance().start();
		this.time.advance(Duration.ofHours(10));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void anOlderCertificateOutOfABackupGivesWayToTheOneThatIsServed() {
		IssuedCertificate old = TestCertificates.issued(START.minus(Duration.ofDays(50)), Duration.ofDays(90),
				"web.example.com");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		IssuedCertificate served = instance.served("web");
		this.store.losesEverything();
		this.certificates.save("web", old, WriteCondition.absent());
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(served);
		assertThat(instance.served("web")).isEqualTo(served);
		assertThat(this.certificates.findPrevious("web")).contains(old);
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void whatCannotBeReadIsNotTakenForLost() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		String key = StoreKey.of("certificates", "web");
		this.store.save(key, new byte[] { 'x' }, unchanged());
		this.time.advance(Duration.ofMinutes(30));
		assertThat(this.store.load(key).orElseThrow().content()).containsExactly('x');
		assertThat(instance.manager.storeStatus().lastTrouble()).isNull();
	}

	@Test
	void aFirstStartOnAnEmptyStoreIsNoLoss(CapturedOutput output) {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.manager.storeStatus().lastTrouble()).isNull();
		assertThat(output).doesNotContain("has lost");
	}

}
