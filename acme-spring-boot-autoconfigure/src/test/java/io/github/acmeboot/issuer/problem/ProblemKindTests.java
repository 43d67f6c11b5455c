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

package io.github.acmeboot.issuer.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProblemKind}: the table of everything that can go wrong with a CA.
 */
class ProblemKindTests {

	@ParameterizedTest
	@ValueSource(strings = { "accountDoesNotExist", "alreadyRevoked", "badCSR", "badNonce", "badPublicKey",
			"badRevocationReason", "badSignatureAlgorithm", "caa", "compound", "connection", "dns",
			"externalAccountRequired", "incorrectResponse", "invalidContact", "malformed", "orderNotReady",
			"rateLimited", "rejectedIdentifier", "serverInternal", "tls", "unauthorized", "unsupportedContact",
			"unsupportedIdentifier", "userActionRequired" })
	void everyTypeOfRfc8555HasItsRow(String type) {
		assertThat(ProblemKind.of("urn:ietf:params:acme:error:" + type)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alreadyReplaced", "invalidProfile", "conflict" })
	void everyTypeOfItsCompanionsHasItsRow(String type) {
		assertThat(ProblemKind.of("urn:ietf:params:acme:error:" + type)).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatIsOursIsNotTriedElsewhere(ProblemKind kind) {
		boolean ours = Set.of("connection", "dns", "incorrectResponse", "tls", "alreadyRevoked", "badRevocationReason")
			.contains(kind.type());
		assertThat(kind.isHelpedByAnotherIssuer()).isEqualTo(!ours);
	}

	@Test
	void onlyWhatPassesByItselfIsTriedAgainInSeconds() {
		assertThat(Arrays.stream(ProblemKind.values()).filter((kind) -> kind.remedy() == Remedy.SECONDS))
			.containsExactlyInAnyOrder(ProblemKind.BAD_NONCE, ProblemKind.ORDER_NOT_READY, ProblemKind.SERVER_INTERNAL,
					ProblemKind.SERVER_ERROR, ProblemKind.NO_ANSWER);
	}

	@Test
	void whatWasAskedTooOftenWaits() {
		assertThat(Arrays.stream(ProblemKind.values()).filter((kind) -> kind.reason() == Reason.RATE_LIMITED))
			.allMatch((kind) -> kind.remedy().compareTo(Remedy.RETRY_AFTER) >= 0);
	}

	@ParameterizedTest
	@EnumSource
	void everyRowIsDocumented(ProblemKind kind) throws IOException {
		assertThat(Files.readString(Path.of("../docs/issuers.md"))).contains(row(kind));
	}

	private static String row(ProblemKind kind) {
		return "| " + kind.type() + " | `" + kind.reason().name().toLowerCase(Locale.ROOT) + "` | "
				+ remedy(kind.remedy()) + " | " + (kind.isHelpedByAnotherIssuer() ? "yes" : "no") + " | "
				+ kind.advice("<name>") + " |";
	}

	private static String remedy(Remedy remedy) {
		return switch (remedy) {
			case SECONDS -> "in seconds";
			case SCHEDULE -> "on the schedule";
			case RETRY_AFTER -> "after `Retry-After`";
			case OPERATOR -> "once a day";
		};
	}

}
