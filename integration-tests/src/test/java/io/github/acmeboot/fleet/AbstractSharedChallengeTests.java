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

import java.security.cert.X509Certificate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
			assertThat(ordering.saved(Fleet.CERTIFICATE, former.getNotBefore().toInstant())).isPresent();
		}
	}

}
