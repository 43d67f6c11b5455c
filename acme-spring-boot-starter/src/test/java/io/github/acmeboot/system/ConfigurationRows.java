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

package io.github.acmeboot.system;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.profile.Profile;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Configurations that change, and several issuers.
 */
final class ConfigurationRows {

	private static final String AREA = "configuration";

	private ConfigurationRows() {
	}

	static List<FaultRow> all() {
		return List.of(drift("a name more", (scene) -> scene.wanted().names("a.example.org", "b.example.org")),
				drift("a name less", (scene) -> scene.wanted().names()),
				drift("another kind of key", (scene) -> scene.wanted().keyType(KeyType.EC_P384)),
				drift("another profile", (scene) -> {
					scene.ca().behaviour().profiles().offer(Profile.of("short", Duration.ofDays(20)));
					scene.wanted().profile("short");
				}), drift("a profile that the CA does not offer", (scene) -> scene.wanted().profile("unheard-of")),
				drift("another issuer", FaultScene::wantAnotherIssuer),
				noDrift("the names in another order", (scene) -> scene.wanted().reverseNames()),
				noDrift("a second issuer", FaultScene::wantTwoIssuers),
				secondIssuer("the first of two issuers resets every connection",
						(scene) -> scene.faults().everywhere().resetConnection()),
				secondIssuer("the first of two issuers is down", (scene) -> scene.ca().close()),
				secondIssuer("the first of two issuers limits",
						(scene) -> scene.faults().on(Operation.NEW_ORDER).rateLimit("7200")),
				secondIssuer("the first of two issuers does not want the name",
						(scene) -> scene.ca().behaviour().blockedIdentifiers(scene.host())),
				secondIssuer("the first of two issuers wants new terms agreed",
						(scene) -> scene.ca().changeTermsOfService("https://ca.example.org/terms/2")));
	}

	/**
	 * What is to be ordered at once.
	 */
	private static FaultRow drift(String fault, Consumer<FaultScene> change) {
		return changed(fault, change).when((scene) -> assertThat(scene.age()).isLessThan(Duration.ofMinutes(1)))
			.expect(FaultOutcome.issued(1));
	}

	/**
	 * What can wait for the renewal.
	 */
	private static FaultRow noDrift(String fault, Consumer<FaultScene> change) {
		return changed(fault, change).when((scene) -> assertThat(scene.age()).isGreaterThan(Duration.ofDays(18)))
			.expect(FaultOutcome.issued(1));
	}

	private static FaultRow.Builder changed(String fault, Consumer<FaultScene> change) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.wanted().names("a.example.org");
			scene.begin();
			change.accept(scene);
			scene.reconfigure();
		});
	}

	private static FaultRow secondIssuer(String fault, Consumer<FaultScene> trouble) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.wantTwoIssuers();
			scene.begin();
		}).when(trouble).expect(FaultOutcome.issued(1));
	}

}
