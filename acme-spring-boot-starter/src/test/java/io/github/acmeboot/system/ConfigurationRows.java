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

import java.util.List;
import java.util.function.Consumer;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Configurations that change, and several issuers.
 */
final class ConfigurationRows {

	private static final String AREA = "configuration";

	private ConfigurationRows() {
	}

	static List<FaultRow> all() {
		return List.of(FaultRow.of(AREA, "a name more").when((scene) -> {
			scene.withNames("b.example.org");
			scene.reconfigure();
		}).expect(FaultOutcome.issued(1)), FaultRow.of(AREA, "another kind of key").when((scene) -> {
			scene.withKeyType(KeyType.EC_P384);
			scene.reconfigure();
		}).expect(FaultOutcome.issued(1)),
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

	private static FaultRow secondIssuer(String fault, Consumer<FaultScene> trouble) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.withTwoIssuers();
			scene.begin();
		}).when(trouble).expect(FaultOutcome.issued(1));
	}

}
