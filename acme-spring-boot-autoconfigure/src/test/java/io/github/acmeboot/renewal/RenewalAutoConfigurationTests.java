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

package io.github.acmeboot.renewal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.renewal.housekeeping.HousekeepingAutoConfiguration;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.TestIssuers;
import io.github.acmeboot.renewal.server.ListeningServer;
import io.github.acmeboot.renewal.suggestion.Suggestions;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreChangeListener;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;
import io.github.acmeboot.store.status.StoreStatusAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RenewalAutoConfiguration}.
 */
class RenewalAutoConfigurationTests {

	private static final AutoConfigurations ACME = AutoConfigurations.of(AcmeAutoConfiguration.class,
			StoreStatusAutoConfiguration.class, SealingAutoConfiguration.class, StoreAutoConfiguration.class,
			RepositoryAutoConfiguration.class, MemoryAcmeStoreAutoConfiguration.class, ClockSkewAutoConfiguration.class,
			RenewalAutoConfiguration.class);

	private static final String[] PROPERTIES = { "acme.store.type=memory",
			"acme.issuers.ca.directory-url=https://ca.example.com/directory",
			"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=web.example.com" };

	private final ScriptedIssuer issuer = new ScriptedIssuer(Clock.systemUTC());

	private final TestPublisher publisher = new TestPublisher();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(ACME)
		.withPropertyValues(PROPERTIES)
		.withBean(CertificateIssuer.class, () -> this.issuer)
		.withBean(CertificatePublisher.class, () -> this.publisher);

	private final WebApplicationContextRunner webContextRunner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
		.withConfiguration(ACME)
		.withPropertyValues(PROPERTIES)
		.withBean(CertificateIssuer.class, () -> this.issuer)
		.withBean(CertificatePublisher.class, () -> this.publisher);

	@Test
	void looksAfterTheCertificatesOnceAWebServerListensAndTheApplicationIsReady() {
		this.webContextRunner.withPropertyValues("server.port=0").run((context) -> {
			assertThat(this.issuer.attempts).isEmpty();
			context.publishEvent(mock(ApplicationReadyEvent.class));
			await().atMost(30, TimeUnit.SECONDS).until(() -> this.publisher.published("web").isPresent());
			await().atMost(30, TimeUnit.SECONDS)
				.until(() -> "ca".equals(context.getBean(AcmeManager.class).status("web").orElseThrow().issuer()));
			assertThat(this.issuer.attempts).hasSize(1);
		});
	}

	@Test
	void asksForSuggestionsByTheTimeOfTheCas() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Suggestions.class)).extracting("clock")
			.isSameAs(context.getBean(ClockSkews.class).clock()));
	}

	@Test
	void ordersNothingWhenTheWebServerHasNoPort() {
		this.webContextRunner.withPropertyValues("server.port=-1").run((context) -> {
			context.publishEvent(mock(ApplicationReadyEvent.class));
			assertThat(context.getBean(ListeningServer.class).canAnswer("http-01")).isFalse();
			assertThat(context.getBean(AcmeManager.class).renew("web")).failsWithin(30, TimeUnit.SECONDS)
				.withThrowableThat()
				.withMessageContaining("no web server is listening");
			assertThat(this.issuer.attempts).isEmpty();
		});
	}

	@Test
	void ordersByDns01WhenTheWebServerHasNoPort() {
		this.webContextRunner.withPropertyValues("server.port=-1", "acme.certificates.web.challenge=dns-01")
			.run((context) -> {
				context.publishEvent(mock(ApplicationReadyEvent.class));
				assertThat(context.getBean(AcmeManager.class).renew("web")).succeedsWithin(30, TimeUnit.SECONDS);
			});
	}

	@Test
	void ordersByDns01WithoutWebServer() {
		this.contextRunner.withPropertyValues("acme.certificates.web.challenge=dns-01").run((context) -> {
			context.publishEvent(mock(ApplicationReadyEvent.class));
			assertThat(context.getBean(AcmeManager.class).renew("web")).succeedsWithin(30, TimeUnit.SECONDS);
		});
	}

	@Test
	void ordersNothingInAWebApplicationThatHasNoneYet() {
		new WebApplicationContextRunner().withConfiguration(ACME)
			.withPropertyValues(PROPERTIES)
			.withPropertyValues("acme.certificates.web.challenge=dns-01")
			.withBean(CertificateIssuer.class, () -> this.issuer)
			.withBean(CertificatePublisher.class, () -> this.publisher)
			.run((context) -> {
				context.publishEvent(mock(ApplicationReadyEvent.class));
				assertThat(context.getBean(AcmeManager.class).renew("web")).failsWithin(30, TimeUnit.SECONDS)
					.withThrowableThat()
					.withMessageContaining("no web server is listening");
				assertThat(context.getBean(AcmeManager.class).status("web").orElseThrow().nextAttempt()).isNull();
				assertThat(this.issuer.attempts).isEmpty();
			});
	}

	@Test
	void ordersNothingWithoutWebServerOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class)).run((context) -> {
			assertThat(context).hasSingleBean(AcmeManager.class).doesNotHaveBean("acmeWebServerListener");
			assertThat(context.getBean(ListeningServer.class).canAnswer("http-01")).isFalse();
		});
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		this.contextRunner.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AcmeManager.class)
				.doesNotHaveBean(RenewalScheduler.class));
	}

	@Test
	void theCaIsAskedWhenToRenewUnlessThatIsOff() {
		ManagedCertificate wanted = TestCertificates.wanted("web");
		IssuedCertificate held = TestCertificates.issued(Instant.EPOCH, Duration.ofDays(90));
		CertificateState state = new CertificateState(
				new CertificateState.Ordered(wanted.identifiers(), wanted.keyType(), null, "ca"), null, null, null,
				null, null);
		this.contextRunner
			.run((context) -> assertThat(context.getBean(RenewalPlanner.class).asksForSuggestions(wanted, held, state))
				.contains("ca"));
		this.contextRunner.withPropertyValues("acme.renewal.ari=false")
			.run((context) -> assertThat(context.getBean(RenewalPlanner.class).asksForSuggestions(wanted, held, state))
				.isEmpty());
	}

	@Test
	void theUsersBeansWin() {
		RenewalPlanner planner = TestIssuers.planner(false);
		AcmeLock lock = new TestLock();
		this.contextRunner.withBean(RenewalPlanner.class, () -> planner)
			.withBean(AcmeLock.class, () -> lock)
			.withBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
			.run((context) -> {
				assertThat(context.getBean(RenewalPlanner.class)).isSameAs(planner);
				assertThat(context.getBean(AcmeLock.class)).isSameAs(lock);
				assertThat(context.getBean(AcmeManager.class).status("web").orElseThrow().state()).isNotNull();
			});
	}

	@Test
	void theStoreFindsWhoListensToIt() {
		this.contextRunner.run((context) -> assertThat(context).getBean(StoreChangeListener.class)
			.isSameAs(context.getBean(RenewalScheduler.class)));
	}

	@Test
	void theHousekeepingIsDoneWhereCertificatesAreLookedAfter() {
		AutoConfigurations housekeeping = AutoConfigurations.of(HousekeepingAutoConfiguration.class);
		this.contextRunner.withConfiguration(housekeeping)
			.run((context) -> assertThat(context).hasBean("acmeHousekeepingSchedule"));
		this.contextRunner.withConfiguration(housekeeping)
			.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("acmeHousekeepingSchedule"));
	}

	@Test
	void anApplicationsSchedulingIsLeftAlone() {
		AutoConfigurations scheduling = AutoConfigurations.of(TaskSchedulingAutoConfiguration.class);
		this.contextRunner.withConfiguration(scheduling)
			.run((context) -> assertThat(context).doesNotHaveBean(TaskScheduler.class));
		this.contextRunner.withConfiguration(scheduling)
			.withUserConfiguration(Scheduling.class)
			.run((context) -> assertThat(context).hasSingleBean(TaskScheduler.class).hasBean("taskScheduler"));
		this.contextRunner.withConfiguration(scheduling)
			.withBean("mine", TaskScheduler.class, SimpleAsyncTaskScheduler::new)
			.run((context) -> assertThat(context).hasSingleBean(TaskScheduler.class).hasBean("mine"));
	}

	@Test
	void endsBeforeTheWebServerAndHasItsOwnDaemonThreads() {
		Set<Thread> others = threads().collect(Collectors.toSet());
		Supplier<Stream<Thread>> own = () -> threads()
			.filter((thread) -> thread.getName().startsWith("acme-") && !others.contains(thread));
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(RenewalScheduler.class).getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE);
			context.publishEvent(mock(ApplicationReadyEvent.class));
			await().atMost(30, TimeUnit.SECONDS).until(() -> own.get().anyMatch(Thread::isDaemon));
			context.getBean(RenewalScheduler.class).stop();
			await().atMost(30, TimeUnit.SECONDS).until(() -> own.get().findAny().isEmpty());
		});
	}

	@Test
	void aLongestIntervalShorterThanTheFirstIsRefused() {
		this.contextRunner.withPropertyValues("acme.renewal.retry.max-interval=100ms")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo("acme.renewal.retry.max-interval");
					assertThat(failure.getReason()).contains("acme.renewal.retry.initial-interval", "1000ms");
				}));
	}

	private static Stream<Thread> threads() {
		return Thread.getAllStackTraces().keySet().stream();
	}

	@EnableScheduling
	static class Scheduling {

	}

}
