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

package io.github.acmeboot.observation;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.transport.Kind;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress.Idleness;
import io.github.acmeboot.issuer.progress.IssuanceStep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MicrometerAcmeObserver}.
 */
class MicrometerAcmeObserverTests {

	private static final ManagedCertificate WEB = new ManagedCertificate("web",
			List.of(Identifier.of("www.example.org"), Identifier.of("example.org")), List.of("ca"), "http-01",
			KeyType.EC_P256, false, null, null, true);

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final AcmeObserver observer = new MicrometerAcmeObserver(this.registry, new Conventions(null, null, null));

	@Test
	void anIssuanceHasAChildForEachStep() {
		String result = this.observer.issuance(WEB, "due", (progress) -> {
			Stream.of(IssuanceStep.values()).forEach((step) -> progress.run(step, () -> {
			}));
			return "done";
		});
		assertThat(result).isEqualTo("done");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsEqualTo(1 + IssuanceStep.values().length);
		Stream.of(IssuanceStep.values())
			.map((step) -> step.name().toLowerCase(Locale.ROOT))
			.forEach((step) -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("acme.issuance." + step)
				.that()
				.hasContextualNameEqualTo("acme " + step)
				.hasParentObservationContextSatisfying(
						(parent) -> assertThat(parent.getName()).isEqualTo("acme.issuance"))
				.hasBeenStarted()
				.hasBeenStopped());
	}

	@Test
	void anIssuanceSaysWhatItWasFor() {
		this.observer.issuance(WEB, "requested", (progress) -> {
			progress.asks("first");
			progress.ordered("https://first.example/order/1");
			progress.asks("second");
			progress.ordered("https://second.example/order/2");
			return progress;
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasContextualNameEqualTo("acme issuance")
			.hasLowCardinalityKeyValue("certificate", "web")
			.hasLowCardinalityKeyValue("issuer", "second")
			.hasLowCardinalityKeyValue("occasion", "requested")
			.hasLowCardinalityKeyValue("outcome", "success")
			.hasLowCardinalityKeyValue("reason", "none")
			.hasHighCardinalityKeyValue("certificate.domains", "www.example.org,example.org")
			.hasHighCardinalityKeyValue("certificate.serial", "none")
			.hasHighCardinalityKeyValue("order.url", "https://second.example/order/2");
	}

	@Test
	void aStepWithAnotherIssuerKnowsNothingOfTheFormerOrder() {
		this.observer.issuance(WEB, "due", (progress) -> {
			progress.ordered("https://first.example/order/1");
			progress.asks("second");
			progress.run(IssuanceStep.ORDER, () -> {
			});
			return progress;
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("acme.issuance.order")
			.that()
			.hasLowCardinalityKeyValue("issuer", "second")
			.hasHighCardinalityKeyValue("order.url", "none");
	}

	@Test
	void aFailureIsThatOfItsStepAndOfTheIssuance() {
		AcmeException failure = new AcmeException(Reason.VALIDATION, "Unable to prove control.");
		this.observer.issuance(WEB, "due", (progress) -> {
			assertThatExceptionOfType(AcmeException.class)
				.isThrownBy(() -> progress.run(IssuanceStep.AUTHORIZATION, () -> {
					throw failure;
				}));
			progress.failed(failure);
			return progress;
		});
		Stream.of("acme.issuance.authorization", "acme.issuance")
			.forEach((name) -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo(name)
				.that()
				.hasError(failure)
				.hasLowCardinalityKeyValue("outcome", "failure")
				.hasLowCardinalityKeyValue("reason", "validation"));
	}

	@Test
	void anAttemptThatOrdersNothingSaysSo() {
		this.observer.issuance(WEB, "due", (progress) -> {
			progress.run(IssuanceStep.LOCK, () -> progress.idle(Idleness.BUSY));
			return progress;
		});
		Stream.of("acme.issuance.lock", "acme.issuance")
			.forEach((name) -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo(name)
				.that()
				.hasLowCardinalityKeyValue("outcome", "busy")
				.doesNotHaveError());
	}

	@Test
	void aPresentedChallengeIsAnEventOfTheStep() {
		this.observer.issuance(WEB, "due", (progress) -> {
			progress.run(IssuanceStep.AUTHORIZATION, () -> progress.presented(Identifier.of("example.org")));
			return progress;
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("acme.issuance.authorization")
			.that()
			.hasEvent("acme.challenge.presented", "challenge presented");
	}

	@Test
	void aRequestIsAChildOfTheStepItIsSentIn() {
		this.observer.issuance(WEB, "due", (progress) -> {
			progress.run(IssuanceStep.ORDER, () -> this.observer.request("ca", "newOrder").answered("badNonce"));
			return progress;
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("acme.request")
			.that()
			.hasContextualNameEqualTo("acme request newOrder")
			.hasLowCardinalityKeyValue("issuer", "ca")
			.hasLowCardinalityKeyValue("operation", "newOrder")
			.hasLowCardinalityKeyValue("outcome", "badNonce")
			.hasParentObservationContextSatisfying(
					(parent) -> assertThat(parent.getName()).isEqualTo("acme.issuance.order"))
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void aRequestWithoutAnAnswerIsAnError() {
		IOException failure = new IOException("connection reset");
		this.observer.request("ca", "newNonce").failed(failure);
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasError(failure)
			.hasLowCardinalityKeyValue("outcome", "io")
			.hasBeenStopped();
	}

	@Test
	void nothingOfTheTraceIsSentToTheCa() {
		AcmeRequestObservationContext context = new AcmeRequestObservationContext("ca", "newOrder");
		assertThat(context.getKind()).isEqualTo(Kind.CLIENT);
		StringBuilder carrier = new StringBuilder();
		context.getSetter().set(carrier, "traceparent", "00-1-1-01");
		assertThat(carrier).isEmpty();
		assertThat(context.getCarrier()).isNull();
	}

	@Test
	void workOnAnotherThreadIsPartOfTheStep() {
		this.observer.issuance(WEB, "due", (progress) -> {
			progress.run(IssuanceStep.AUTHORIZATION,
					() -> CompletableFuture
						.runAsync(
								this.observer.carry(() -> this.observer.request("ca", "challenge").answered("success")))
						.join());
			return progress;
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("acme.request")
			.that()
			.hasParentObservationContextSatisfying(
					(parent) -> assertThat(parent.getName()).isEqualTo("acme.issuance.authorization"));
	}

}
