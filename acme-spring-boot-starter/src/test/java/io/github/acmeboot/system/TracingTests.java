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

import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.StoredAccount;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ca.Challenge;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces of issuances, as a collector receives them, and the log lines that belong to
 * them.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String HMAC_KEY = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final OtlpCollector collector = OtlpCollector.start();

	private final AcmeTestServer ca = AcmeTestServer.builder().externalAccount("kid-1", HMAC_KEY).start();

	@AfterEach
	void stop() {
		this.ca.close();
		this.collector.close();
	}

	@Test
	void anIssuanceIsOneTraceWithAChildForEachStep() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
		}
		TraceTree trace = issuances().get(0);
		assertThat(trace.children(trace.root())).as(trace::toString)
			.extracting(Span::getName)
			.filteredOn((name) -> !name.startsWith("acme request"))
			.containsExactly("acme lock", "acme order", "acme authorization", "acme finalize", "acme download",
					"acme save", "acme publish");
		assertThat(trace.spans())
			.allSatisfy((span) -> assertThat(span.getStatus().getCode()).isNotEqualTo(StatusCode.STATUS_CODE_ERROR));
		assertThat(trace.spans()).allSatisfy((span) -> isWithin(span, trace));
		assertThat(TraceTree.attribute(trace.root(), "certificate")).contains("web");
		assertThat(TraceTree.attribute(trace.root(), "outcome")).contains("success");
		assertThat(TraceTree.attribute(trace.root(), "certificate.serial")).contains(serial());
	}

	@Test
	void theStepsOfOneIssuanceFollowOneAnother() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
		}
		TraceTree trace = issuances().get(0);
		List<Span> steps = trace.children(trace.root());
		for (int i = 1; i < steps.size(); i++) {
			assertThat(steps.get(i).getStartTimeUnixNano())
				.isGreaterThanOrEqualTo(steps.get(i - 1).getEndTimeUnixNano());
		}
	}

	@Test
	void theRequestsToTheCaAreChildrenOfTheirSteps() {
		try (RunningApplication application = application()
			.with("acme.certificates.web.domains", "a.example.org,b.example.org,c.example.org")
			.start()) {
			awaitValid(application);
			this.ca.resetRequests();
			application.manager().renew("web").join();
		}
		TraceTree trace = issuances().get(1);
		assertThat(trace.children(trace.child("acme order"))).extracting(Span::getName)
			.contains("acme request newOrder");
		assertThat(trace.children(trace.child("acme authorization"))).extracting(Span::getName)
			.filteredOn("acme request challenge"::equals)
			.hasSize(3);
		assertThat(trace.children(trace.child("acme finalize"))).extracting(Span::getName)
			.contains("acme request finalize");
		assertThat(trace.children(trace.child("acme download"))).extracting(Span::getName)
			.containsExactly("acme request certificate");
		assertThat(trace.spans()).filteredOn((span) -> span.getName().startsWith("acme request"))
			.hasSameSizeAs(this.ca.requests())
			.allMatch((span) -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT);
	}

	@Test
	void theHappyPathIsStillSevenRequests() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			this.ca.resetRequests();
			application.manager().renew("web").join();
			assertThat(this.ca.requests()).filteredOn((request) -> request.operation() != Operation.ORDER).hasSize(5);
		}
	}

	@Test
	void aFailureIsMarkedWithItsPlainReason(CapturedOutput output) {
		CertificateStatus.Failure failure;
		try (RunningApplication application = application((port) -> this.ca.http01Port(FreePort.next())).start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			failure = Objects.requireNonNull(application.status("web").lastFailure());
		}
		TraceTree trace = issuances().get(0);
		assertThat(Stream.of(trace.root(), trace.child("acme authorization"))).allSatisfy((span) -> {
			assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
			assertThat(span.getStatus().getMessage()).isEqualTo(failure.message());
			assertThat(TraceTree.attribute(span, "outcome")).contains("failure");
			assertThat(TraceTree.attribute(span, "reason")).contains("validation");
		});
		assertThat(trace.child("acme order").getStatus().getCode()).isNotEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(output).containsPattern("\\[" + trace.id() + "-[0-9a-f]{16}] .*Renewal of 'web' failed");
		assertNoSecrets();
	}

	@Test
	void theLogLinesOfAnIssuanceHaveItsTraceId(CapturedOutput output) {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
		}
		assertThat(output).containsPattern("\\[" + issuances().get(0).id() + "-[0-9a-f]{16}] .*'web'");
	}

	@Test
	void attemptsThatFoundTheLockTakenAreNotExported() {
		UncontendedLock lock = new UncontendedLock();
		AtomicInteger attempts = new AtomicInteger();
		AcmeLock contended = (name, timeToLive) -> (name.startsWith("renew/") && attempts.getAndIncrement() == 0)
				? Optional.empty() : lock.tryAcquire(name, timeToLive);
		try (RunningApplication application = application().store(this.store, contended).start()) {
			awaitValid(application);
		}
		assertThat(attempts.get()).isGreaterThan(1);
		assertThat(issuances()).singleElement()
			.satisfies((trace) -> assertThat(TraceTree.attribute(trace.root(), "outcome")).contains("success"));
		assertThat(this.collector.spans()).extracting(Span::getName).containsOnlyOnce("acme lock");
	}

	@Test
	void noSecretLeavesWithATrace() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
		}
		assertThat(issuances()).isNotEmpty();
		assertNoSecrets();
	}

	private void assertNoSecrets() {
		String exported = this.collector.text();
		assertThat(exported).contains("acme issuance").doesNotContain(HMAC_KEY).doesNotContain("PRIVATE KEY");
		tokens().forEach((token) -> assertThat(exported).doesNotContain(token));
		keys().forEach((key) -> assertThat(exported).doesNotContain(key));
	}

	private Stream<String> tokens() {
		return this.ca.orders()
			.stream()
			.flatMap((order) -> order.getAuthorizations().stream())
			.flatMap((authorization) -> authorization.getChallenges().stream())
			.map(Challenge::getToken);
	}

	private Stream<String> keys() {
		Stream<PrivateKey> account = new AccountRepository(this.store).find(this.ca.directoryUrl())
			.map((stored) -> stored.value())
			.map(StoredAccount::keyPair)
			.map((pair) -> pair.getPrivate())
			.stream();
		Stream<PrivateKey> certificate = new CertificateRepository(this.store).find("web")
			.map((stored) -> stored.value().privateKey())
			.stream();
		return Stream.concat(account, certificate)
			.map(PrivateKey::getEncoded)
			.map((key) -> Base64.getEncoder().encodeToString(key).substring(0, 40));
	}

	private String serial() {
		return new CertificateRepository(this.store).find("web").orElseThrow().value().serial();
	}

	private static void isWithin(Span span, TraceTree trace) {
		Span parent = trace.spans()
			.stream()
			.filter((candidate) -> candidate.getSpanId().equals(span.getParentSpanId()))
			.findFirst()
			.orElse(span);
		assertThat(span.getStartTimeUnixNano()).isBetween(parent.getStartTimeUnixNano(), parent.getEndTimeUnixNano());
		assertThat(span.getEndTimeUnixNano()).isBetween(parent.getStartTimeUnixNano(), parent.getEndTimeUnixNano());
	}

	private List<TraceTree> issuances() {
		return TraceTree.issuances(this.collector.spans());
	}

	private RunningApplication.Builder application() {
		return application(this.ca::http01Port);
	}

	private RunningApplication.Builder application(IntConsumer http01Port) {
		return RunningApplication.builder()
			.with("management.tracing.sampling.probability", "1.0")
			.with("management.otlp.metrics.export.enabled", "false")
			.with("management.opentelemetry.tracing.export.otlp.endpoint", this.collector.endpoint())
			.with("acme.issuers.ca.external-account-binding.key-id", "kid-1")
			.with("acme.issuers.ca.external-account-binding.hmac-key", HMAC_KEY)
			.with("acme.renewal.retry.max-attempts", 1)
			.store(this.store)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), http01Port);
	}

	private static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

}
