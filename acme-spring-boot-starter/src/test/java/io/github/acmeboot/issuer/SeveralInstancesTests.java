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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances on one store, one of which is frozen beyond its lease while it waits for
 * the CA: meanwhile the other one goes on with the work.
 */
@Timeout(60)
class SeveralInstancesTests {

	private static final long FROZEN = 5;

	private static final long SUCCESSOR = 6;

	private final AcmeTestServer server = AcmeTestServer.start();

	private final TestIssuer first = new TestIssuer(this.server);

	private final TestIssuer second = new TestIssuer(this.first);

	private final AtomicBoolean lost = new AtomicBoolean();

	@AfterEach
	void close() {
		this.second.close();
		this.first.close();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "NEW_ORDER", "CHALLENGE", "ORDER", "FINALIZE", "CERTIFICATE" })
	void whoeverWasFrozenLeavesTheOrderOfItsSuccessorAlone(Operation step) {
		CompletableFuture<IssuedCertificate> successor = new CompletableFuture<>();
		freezeDuring(step, () -> successor.complete(this.second.issue(request(SUCCESSOR, () -> {
		}))));
		Optional<IssuedCertificate> mine = comeBack();
		OrderEntry entry = this.first.journal.find("web").get(0);
		IssuedCertificate theirs = successor.join();
		assertThat(theirs.leaf().getPublicKey()).isEqualTo(Objects.requireNonNull(entry.keyPair()).getPublic());
		assertThat(entry.fence()).isEqualTo(SUCCESSOR);
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.server.issued()).containsExactly(theirs.leaf());
		assertThat(mine).isIn(Optional.empty(), Optional.of(theirs));
		this.first.issuer().complete(request(FROZEN, () -> {
		}));
		assertThat(this.first.journal.find("web")).isNotEmpty();
		this.second.issuer().complete(request(SUCCESSOR, () -> {
		}));
		assertThat(this.first.journal.find("web")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "CHALLENGE", "ORDER", "FINALIZE", "CERTIFICATE" })
	void whoeverWasFrozenWritesNothingOnceItsSuccessorHasFinished(Operation step) {
		freezeDuring(step, () -> {
			IssuanceRequest request = request(SUCCESSOR, () -> {
			});
			this.second.issue(request);
			this.second.issuer().complete(request);
		});
		comeBack();
		assertThat(this.first.journal.find("web")).isEmpty();
		assertThat(this.server.issued()).hasSize(1);
	}

	@Test
	void anOrderThatWasPlacedWhileItsHolderWasFrozenIsNotOneTooMany() {
		freezeDuring(Operation.NEW_ORDER, () -> {
			IssuanceRequest request = request(SUCCESSOR, () -> {
			});
			this.second.issue(request);
			this.second.issuer().complete(request);
		});
		comeBack();
		this.second.issue(request(SUCCESSOR + 1, () -> {
		}));
		assertThat(this.server.orders()).hasSize(2);
	}

	@RepeatedTest(5)
	void instancesThatStartTogetherMakeOneAccount() throws Exception {
		List<Callable<IssuedCertificate>> work = new ArrayList<>();
		CyclicBarrier start = new CyclicBarrier(8);
		for (int i = 0; i < 8; i++) {
			TestIssuer instance = (i % 2 == 0) ? this.first : this.second;
			ManagedCertificate wanted = certificate("web" + i);
			instance.issuer();
			work.add(() -> {
				start.await();
				return instance.issue(TestIssuer.request(wanted));
			});
		}
		ExecutorService threads = Executors.newFixedThreadPool(work.size());
		try {
			for (Future<IssuedCertificate> issued : threads.invokeAll(work)) {
				assertThat(issued.get()).isNotNull();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.server.accountCount()).isOne();
		assertThat(this.server.orders()).hasSize(8);
		assertThat(this.first.store.list("accounts/")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anInstanceThatIsOvertakenWhileItMakesTheAccountUsesTheOtherOnes(boolean before) {
		this.server.faults().on(Operation.NEW_ACCOUNT).times(1).apply((request, processing) -> {
			ServerResponse early = before ? null : processing.get();
			this.second.issue(TestIssuer.request(certificate("other")));
			return (early != null) ? early : processing.get();
		});
		this.first.issue(TestIssuer.request(certificate("web")));
		assertThat(this.server.accountCount()).isOne();
	}

	private void freezeDuring(Operation step, Runnable meanwhile) {
		this.server.faults().on(step).times(1).apply((request, processing) -> {
			ServerResponse response = processing.get();
			this.lost.set(true);
			meanwhile.run();
			return response;
		});
	}

	private Optional<IssuedCertificate> comeBack() {
		try {
			return Optional.of(this.first.issue(request(FROZEN, () -> {
				if (this.lost.get()) {
					throw new AcmeException(Reason.INTERRUPTED, "lost");
				}
			})));
		}
		catch (AcmeException ex) {
			assertThat(ex.getReason()).isEqualTo(Reason.INTERRUPTED);
			return Optional.empty();
		}
	}

	private static IssuanceRequest request(long fence, Runnable checkpoint) {
		return new IssuanceRequest(certificate("web"), TestIssuer.NAME, Optional.empty(), checkpoint, fence);
	}

	private static ManagedCertificate certificate(String name) {
		return new ManagedCertificate(name, List.of(Identifier.of(name + ".example.org")), List.of(TestIssuer.NAME),
				"http-01", KeyType.EC_P256, false, null, null, true);
	}

}
