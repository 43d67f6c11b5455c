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

package io.github.acmeboot.renewal.startup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;
import io.github.acmeboot.store.status.StoreStatusAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StartupGate}, in an application that is really started.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupGateTests {

	private final Clock clock = Clock.systemUTC();

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final Server server = new Server();

	private Supplier<IssuedCertificate> issuer = () -> TestCertificates.issued(this.clock.instant().minusSeconds(1),
			Duration.ofDays(90), "web.example.com");

	@Test
	void theStartWaitsForTheFirstCertificate() {
		try (ConfigurableApplicationContext context = run("acme.startup.wait=60s", "server.port=0")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(this.server.published("web")).isPresent();
		}
	}

	@Test
	void theStartDoesNotWaitLongerThanASuccessCanTake() {
		this.issuer = failing(AcmeException.Reason.VALIDATION);
		Instant before = this.clock.instant();
		try (ConfigurableApplicationContext context = run("acme.startup.wait=40s", "server.port=0")) {
			CertificateStatus status = context.getBean(AcmeManager.class).status("web").orElseThrow();
			assertThat(status.state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
			assertThat(status.nextAttempt()).isAfter(before.plusSeconds(40));
		}
		assertThat(this.clock.instant()).isBefore(before.plusSeconds(40));
	}

	@Test
	void theStartGoesOnWithAPlaceholderWhenTheTimeIsOver(CapturedOutput output) {
		this.issuer = this::hang;
		try (ConfigurableApplicationContext context = run("acme.startup.wait=200ms", "server.port=0")) {
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output).contains("starting with a placeholder for 'web'");
	}

	@Test
	void theStartFailsIfThatIsWanted() {
		this.issuer = failing(AcmeException.Reason.VALIDATION);
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> run("acme.startup.wait=40s", "acme.startup.on-timeout=fail", "server.port=0"))
			.satisfies((ex) -> {
				FailureAnalysis analysis = new MissingCertificatesFailureAnalyzer().analyze(ex);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'web'", "web.example.com", "Port 80 is closed.");
				assertThat(analysis.getAction()).contains("acme.startup.wait", "acme.startup.on-timeout");
			});
	}

	@Test
	void aCrashLoopDoesNotAskTheCaAtEveryStart() {
		new StateRepository(this.store).save("web",
				new CertificateState(null, null, null, this.clock.instant().plusSeconds(3600), null, null),
				WriteCondition.absent());
		this.issuer = () -> {
			throw new AssertionError("asked");
		};
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> run("acme.startup.wait=5s", "acme.startup.on-timeout=fail", "server.port=0"))
			.withStackTraceContaining("MissingCertificatesException");
	}

	@Test
	void aStoredCertificateNeedsNoWait() {
		this.issuer = () -> {
			throw new AssertionError("asked");
		};
		IssuedCertificate stored = TestCertificates.issued(this.clock.instant().minusSeconds(60), Duration.ofDays(90),
				"web.example.com");
		new CertificateRepository(this.store).save("web", stored, WriteCondition.absent());
		try (ConfigurableApplicationContext context = run("acme.startup.wait=20s", "acme.startup.on-timeout=fail",
				"server.port=0")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(this.server.published("web")).contains(stored);
		}
	}

	@Test
	void nothingIsWaitedForWhenNothingListens() {
		this.issuer = failing(AcmeException.Reason.VALIDATION);
		try (ConfigurableApplicationContext context = run("acme.startup.wait=20s", "acme.startup.on-timeout=fail",
				"server.port=-1")) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void nothingIsWaitedForByDefault() {
		this.issuer = this::hang;
		try (ConfigurableApplicationContext context = run("server.port=0")) {
			assertThat(context.getBeansOfType(StartupGate.class)).isEmpty();
		}
	}

	@Test
	void aNegativeWaitIsRefused() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run("acme.startup.wait=-1s", "server.port=0"))
			.havingRootCause()
			.withMessageContaining("acme.startup.wait");
	}

	private ConfigurableApplicationContext run(String... properties) {
		ApplicationContextInitializer<GenericApplicationContext> beans = (context) -> {
			context.registerBean(InMemoryAcmeStore.class, () -> this.store);
			context.registerBean(CertificatePublisher.class, () -> this.server);
			context.registerBean(CertificateIssuer.class, () -> new Issuer());
		};
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.initializers(beans)
			.properties("acme.store.type=memory", "acme.issuers.ca.directory-url=https://ca.example.com/directory",
					"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=web.example.com")
			.properties(properties)
			.run();
	}

	private IssuedCertificate hang() {
		try {
			Thread.currentThread().join();
			throw new IllegalStateException();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(AcmeException.Reason.INTERRUPTED, "Stopped");
		}
	}

	private static Supplier<IssuedCertificate> failing(AcmeException.Reason reason) {
		return () -> {
			throw new AcmeException(reason, "Port 80 is closed.");
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, AcmeAutoConfiguration.class,
			StoreStatusAutoConfiguration.class, SealingAutoConfiguration.class, StoreAutoConfiguration.class,
			RepositoryAutoConfiguration.class, MemoryAcmeStoreAutoConfiguration.class, ClockSkewAutoConfiguration.class,
			RenewalAutoConfiguration.class, StartupAutoConfiguration.class })
	static class Application {

	}

	private final class Issuer implements CertificateIssuer {

		@Override
		public IssuedCertificate issue(IssuanceRequest request) {
			return StartupGateTests.this.issuer.get();
		}

		@Override
		public void complete(IssuanceRequest request) {
		}

	}

	private final class Server implements CertificatePublisher {

		private final Map<String, IssuedCertificate> published = new ConcurrentHashMap<>();

		@Override
		public void publish(String name, IssuedCertificate certificate) {
			this.published.put(name, certificate);
		}

		@Override
		public void withdraw(String name) {
			this.published.remove(name);
		}

		@Override
		public Optional<IssuedCertificate> published(String name) {
			return Optional.ofNullable(this.published.get(name));
		}

	}

}
