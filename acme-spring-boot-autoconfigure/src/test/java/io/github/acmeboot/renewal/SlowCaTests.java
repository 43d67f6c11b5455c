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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.StateRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What goes on while a CA hangs, on real threads.
 */
class SlowCaTests {

	private static final Duration LIFE = Duration.ofDays(90);

	private final Clock clock = Clock.systemUTC();

	private final Instant issuedAt = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final CertificateRepository certificates = new CertificateRepository(this.store);

	private final ScriptedIssuer issuer = new ScriptedIssuer(this.clock);

	@Test
	void ordersAndQuestionsThatHangKeepNobodyFromNoticingWhatAnotherInstanceHasDone() throws Exception {
		CountDownLatch hanging = new CountDownLatch(Renewal.PARALLEL + 1);
		CountDownLatch end = new CountDownLatch(1);
		this.issuer.does((request) -> {
			hang(hanging, end);
			return this.issuer.certificate(request);
		});
		this.issuer.suggests((certificate) -> {
			hang(hanging, end);
			return new RenewalInfo(certificate.notAfter().minusSeconds(1), certificate.notAfter(), null, null);
		});
		List<ManagedCertificate> wanted = new ArrayList<>();
		for (int i = 0; i <= Renewal.PARALLEL; i++) {
			wanted.add(TestCertificates.wanted("ordered" + i));
			wanted.add(TestCertificates.wanted("asked" + i));
			stored("asked" + i);
		}
		wanted.add(TestCertificates.wanted("web"));
		this.certificates.save("web", issued("web"), WriteCondition.absent());
		TestInstance instance = new TestInstance(this.clock, Duration.ofMillis(200),
				new RenewalThreads(false, this.clock), this.store, new TestLock(), this.issuer, true,
				wanted.toArray(ManagedCertificate[]::new))
			.start();
		assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
		IssuedCertificate theirs = issued("web");
		this.certificates.save("web", theirs, WriteCondition.version(this.certificates.version("web").orElseThrow()));
		await().atMost(30, TimeUnit.SECONDS)
			.until(() -> instance.publisher.published("web").equals(Optional.of(theirs)));
		assertThat(this.issuer.polls).hasSize(1);
		end.countDown();
		await().atMost(30, TimeUnit.SECONDS).until(() -> this.issuer.polls.size() == Renewal.PARALLEL + 1);
		instance.scheduler.stop();
	}

	private void stored(String name) {
		ManagedCertificate wanted = TestCertificates.wanted(name);
		this.certificates.save(name, issued(name), WriteCondition.absent());
		new StateRepository(this.store).save(name,
				new CertificateState(new Ordered(wanted.identifiers(), wanted.keyType(), null, "ca"), null, null, null,
						null, null),
				WriteCondition.absent());
	}

	private IssuedCertificate issued(String name) {
		return TestCertificates.issued(this.issuedAt, LIFE, name + ".example.com");
	}

	private static void hang(CountDownLatch hanging, CountDownLatch end) {
		hanging.countDown();
		try {
			end.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
