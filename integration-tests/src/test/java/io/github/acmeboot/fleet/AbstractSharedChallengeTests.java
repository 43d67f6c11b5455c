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

package io.github.acmeboot.fleet;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds when the CA asks an instance that has not ordered.
 */
abstract class AbstractSharedChallengeTests {

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	/**
	 * Returns a store that is empty.
	 * @return the store
	 */
	abstract SharedStore store();

	@Test
	void anyInstanceAnswersTheCa() {
		try (SharedStore store = store()) {
			Fleet<TestServerCa> fleet = this.fleets.with(store, TestServerCa::new);
			List<Instance> instances = fleet.start(2);
			Instance ordering = instances.get(0);
			Instance answering = instances.get(1);
			X509Certificate former = fleet.awaitServed();
			int answers = fleet.loadBalancer().answers().size();
			fleet.loadBalancer().prefer(answering);
			ordering.renew();
			fleet.awaitServedInPlaceOf(instances, former);
			assertThat(fleet.ca().orders()).isEqualTo(2);
			List<LoadBalancer.Answer> later = fleet.loadBalancer().answers();
			assertThat(later.subList(answers, later.size())).isNotEmpty().allSatisfy((answer) -> {
				assertThat(answer.instance()).isEqualTo(answering.name());
				assertThat(answer.isGood()).isTrue();
			});
			awaitSaved(fleet, ordering, former);
		}
	}

	@Test
	void anyInstanceAnswersTheHandshakeOfTheCa() {
		try (SharedStore store = store()) {
			AtomicReference<Instance> reachable = new AtomicReference<>();
			Queue<Instance> asked = new ConcurrentLinkedQueue<>();
			Fleet<TestServerCa> fleet = this.fleets.with(store,
					(port) -> new TestServerCa(AcmeTestServer.builder().tlsAlpn01((host) -> {
						Instance chosen = Objects.requireNonNull(reachable.get());
						asked.add(chosen);
						return new InetSocketAddress("127.0.0.1", chosen.httpsPort());
					}).start()));
			fleet.with("acme.certificates.web.challenge", "tls-alpn-01");
			List<Instance> instances = fleet.start(3, (started) -> reachable.set(started.get(2)));
			X509Certificate former = fleet.awaitServed();
			for (Instance answering : instances.subList(1, 3)) {
				asked.clear();
				reachable.set(answering);
				instances.get(0).renew();
				former = fleet.awaitServedInPlaceOf(instances, former);
				assertThat(asked).containsOnly(answering);
				awaitSaved(fleet, instances.get(0), former);
			}
			assertThat(fleet.ca().orders()).isEqualTo(3);
		}
	}

	/**
	 * Waits until an instance has said that it has saved, which may be read later than
	 * what it presents.
	 * @param fleet the fleet
	 * @param instance the instance
	 * @param since a certificate that is valid since before
	 */
	private static void awaitSaved(Fleet<?> fleet, Instance instance, X509Certificate since) {
		fleet.await().until(() -> instance.saved(Fleet.CERTIFICATE, since.getNotBefore().toInstant()).isPresent());
	}

}
