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

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceStep;
import io.github.acmeboot.issuer.progress.RequestProgress;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is seen of an order while it goes on.
 */
class ObservedIssuerTests extends AbstractIssuerTests {

	private final RecordingObserver observer = new RecordingObserver();

	ObservedIssuerTests() {
		this.issuer.observer(this.observer);
	}

	@Test
	void anOrderGoesThroughItsStepsOnce() {
		issue("a.example.org");
		assertThat(this.observer.steps).containsExactly("ORDER", "ordered " + location(), "AUTHORIZATION",
				"presented a.example.org", "FINALIZE", "DOWNLOAD");
	}

	@Test
	void everyRequestIsSentWithinItsStep() {
		issue("a.example.org");
		this.observer.requests.clear();
		this.issuer.complete();
		issue("a.example.org");
		assertThat(this.observer.requests).containsSubsequence("ORDER newOrder success",
				"AUTHORIZATION authorization success", "AUTHORIZATION challenge success", "FINALIZE finalize success",
				"DOWNLOAD certificate success");
		assertThat(this.issuer.neededRequests()).hasSize(7);
		assertThat(this.observer.requests).hasSameSizeAs(this.issuer.requests)
			.noneMatch((request) -> request.startsWith("none "));
	}

	@Test
	void requestsOnOtherThreadsAreSentWithinTheirStepToo() {
		issue("a.example.org", "b.example.org", "c.example.org", "d.example.org");
		assertThat(this.observer.requests).filteredOn((request) -> request.contains(" challenge "))
			.hasSize(4)
			.allMatch((request) -> request.startsWith("AUTHORIZATION "));
		assertThat(this.observer.steps).contains("presented a.example.org", "presented d.example.org");
	}

	@Test
	void aRequestWithoutAnAnswerIsSeen() {
		this.server.faults().on(Operation.NEW_ORDER).dropConnection();
		assertThat(failure("a.example.org").getReason()).isEqualTo(AcmeException.Reason.NETWORK);
		assertThat(this.observer.requests).contains("ORDER newOrder io");
		assertThat(this.observer.steps).containsExactly("ORDER", "ORDER failed");
	}

	@Test
	void theStepThatFailsIsKnown() {
		this.issuer.http01.answering(false);
		assertThat(failure("a.example.org").getReason()).isEqualTo(AcmeException.Reason.VALIDATION);
		assertThat(this.observer.steps).endsWith("presented a.example.org", "AUTHORIZATION failed");
	}

	@Test
	void anOrderThatIsGoneOnWithIsOpenedOnceAndSkipsWhatIsDone() {
		this.server.faults().on(Operation.CERTIFICATE).dropConnection();
		failure("a.example.org");
		this.server.faults().clear();
		this.observer.steps.clear();
		this.issuer.restart();
		issue("a.example.org");
		assertThat(this.observer.steps).containsExactly("ORDER", "ordered " + location(), "FINALIZE", "DOWNLOAD");
	}

	private void issue(String... domains) {
		this.issuer.issue(request(domains));
	}

	private AcmeException failure(String... domains) {
		return this.issuer.failure(request(domains));
	}

	private String location() {
		return this.issuer.journal.find("web")
			.stream()
			.map((entry) -> String.valueOf(entry.location()))
			.findFirst()
			.orElseThrow();
	}

	private IssuanceRequest request(String... domains) {
		return new IssuanceRequest(TestIssuer.certificate(domains), TestIssuer.NAME, Optional.empty(), () -> {
		}, 1, IssuanceRequest.Occasion.DUE, Optional.empty(), this.observer);
	}

	/**
	 * Writes down what it is told, and within which step.
	 */
	private static final class RecordingObserver implements AcmeObserver, IssuanceProgress {

		final List<String> steps = new CopyOnWriteArrayList<>();

		final List<String> requests = new CopyOnWriteArrayList<>();

		private final ThreadLocal<ConcurrentLinkedDeque<String>> current = ThreadLocal
			.withInitial(ConcurrentLinkedDeque::new);

		@Override
		public <T> T call(IssuanceStep step, Supplier<T> work) {
			this.steps.add(step.name());
			this.current.get().push(step.name());
			try {
				return work.get();
			}
			catch (RuntimeException ex) {
				this.steps.add(step + " failed");
				throw ex;
			}
			finally {
				this.current.get().pop();
			}
		}

		@Override
		public void ordered(String location) {
			this.steps.add("ordered " + location);
		}

		@Override
		public void presented(Identifier identifier) {
			this.steps.add("presented " + identifier.value());
		}

		@Override
		public RequestProgress request(String issuer, String operation) {
			String step = Optional.ofNullable(this.current.get().peek()).orElse("none");
			return new RequestProgress() {

				@Override
				public void answered(String outcome) {
					RecordingObserver.this.requests.add(step + " " + operation + " " + outcome);
				}

				@Override
				public void failed(IOException failure) {
					RecordingObserver.this.requests.add(step + " " + operation + " io");
				}

			};
		}

		@Override
		public Runnable carry(Runnable work) {
			String step = Optional.ofNullable(this.current.get().peek()).orElse("none");
			return () -> {
				this.current.get().push(step);
				try {
					work.run();
				}
				finally {
					this.current.get().pop();
				}
			};
		}

	}

}
