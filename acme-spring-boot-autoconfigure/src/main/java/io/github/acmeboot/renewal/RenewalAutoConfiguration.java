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
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.autoconfigure.IssuerProperties;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.renewal.account.AccountOperations;
import io.github.acmeboot.renewal.forecast.Forecast;
import io.github.acmeboot.renewal.order.OrderAdvisor;
import io.github.acmeboot.renewal.order.RetrySettings;
import io.github.acmeboot.renewal.order.RetryingCertificateIssuer;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.RequestDigest;
import io.github.acmeboot.renewal.plan.RequestTerms;
import io.github.acmeboot.renewal.plan.RetrySchedule;
import io.github.acmeboot.renewal.recovery.KeptCertificates;
import io.github.acmeboot.renewal.recovery.StoreRecovery;
import io.github.acmeboot.renewal.server.ListeningServer;
import io.github.acmeboot.renewal.server.WebServerListener;
import io.github.acmeboot.renewal.suggestion.Suggestions;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.sealing.Resealing;
import io.github.acmeboot.store.status.StoreMonitor;

/**
 * Auto-configuration of what looks after the certificates.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class,
		afterName = { "io.github.acmeboot.store.repository.RepositoryAutoConfiguration",
				"io.github.acmeboot.store.sealing.SealingAutoConfiguration",
				"io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration",
				"io.github.acmeboot.issuer.IssuerAutoConfiguration", "io.github.acmeboot.tls.TlsAutoConfiguration" })
@ConditionalOnBean(AcmeProperties.class)
public final class RenewalAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RenewalSettings acmeRenewalSettings(AcmeProperties properties) {
		AcmeProperties.Renewal renewal = properties.getRenewal();
		AcmeProperties.Retry retry = renewal.getRetry();
		return new RenewalSettings(properties.getStore().getRefreshInterval(), renewal.getCheckInterval(),
				new RetrySettings(retry.getMaxAttempts(), retry.getInitialInterval(), retry.getMultiplier(),
						retry.getMaxInterval()));
	}

	@Bean
	@ConditionalOnMissingBean
	RenewalPlanner acmeRenewalPlanner(AcmeProperties properties, CertificateIssuer issuer) {
		AcmeProperties.Renewal renewal = properties.getRenewal();
		return new RenewalPlanner(new RequestTerms(issuer), renewal.isEnabled(), renewal.isAri());
	}

	@Bean
	@ConditionalOnMissingBean
	Suggestions acmeSuggestions(CertificateIssuer issuer, StateRepository states, RenewalPlanner planner,
			ClockSkews skews) {
		return new Suggestions(issuer, states, planner, () -> ThreadLocalRandom.current().nextDouble(), skews.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	RetrySchedule acmeRetrySchedule() {
		return new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
	}

	@Bean
	@ConditionalOnMissingBean
	RenewalStates acmeRenewalStates(StateRepository repository, AcmeProperties properties, ClockSkews skews) {
		return new RenewalStates(repository, new RequestDigest(new IssuerSettings(properties)), skews.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	HeldCertificates acmeHeldCertificates(CertificateRepository repository, CertificatePublisher publisher,
			ObjectProvider<LocalCopy> copy, ClockSkews skews) {
		return new HeldCertificates(repository, publisher,
				new KeptCertificates(copy.getIfAvailable(LocalCopy::off), skews.clock()), skews.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	StoreRecovery acmeStoreRecovery(CertificateRepository repository, CertificateIssuer issuer, StoreMonitor monitor,
			RenewalSettings settings, ClockSkews skews) {
		return new StoreRecovery(repository, issuer, monitor, skews.clock(), settings.checkInterval());
	}

	@Bean
	@ConditionalOnWebApplication
	@ConditionalOnMissingBean
	ListeningServer acmeListeningServer() {
		return ListeningServer.expected();
	}

	@Bean
	@ConditionalOnNotWebApplication
	@ConditionalOnMissingBean(ListeningServer.class)
	ListeningServer acmeAbsentServer() {
		return ListeningServer.none();
	}

	@Bean
	@ConditionalOnMissingBean
	Renewal acmeRenewal(AcmeLock lock, CertificateIssuer issuer, HeldCertificates held, RenewalStates states,
			RenewalPlanner planner, RetrySchedule schedule, RenewalSettings settings, ListeningServer server,
			StoreMonitor monitor, StoreRecovery recovery, RevokedCertificates revoked, Suggestions suggestions,
			ObjectProvider<OrderAdvisor> advisors, ObjectProvider<AcmeObserver> observer,
			ApplicationEventPublisher events, ClockSkews skews) {
		Clock clock = skews.clock();
		RenewalReport report = new RenewalReport(events, clock);
		CertificateIssuer retrying = new RetryingCertificateIssuer(issuer, settings.retry(), clock);
		return new Renewal(lock, held, states, planner,
				new Issuance(retrying, held, states, planner, suggestions, report,
						OrderAdvisor.all(advisors::orderedStream), clock),
				new Rollback(held, revoked, states, planner, report, clock),
				new Revocation(retrying, revoked, held, states, report, clock),
				new RenewalFailures(held, states, planner, schedule, report, monitor, clock, settings.tick()),
				new StoreLook(held, states, planner, recovery, suggestions, clock), server,
				observer.getIfAvailable(() -> AcmeObserver.NONE), clock);
	}

	@Bean
	@ConditionalOnMissingBean
	RenewalScheduler acmeRenewalScheduler(ManagedCertificates certificates, Renewal renewal, HeldCertificates held,
			RenewalSettings settings, Environment environment, ClockSkews skews) {
		Clock clock = skews.clock();
		return new RenewalScheduler(certificates,
				(wakeUp) -> new CertificateWatch(renewal, held, settings, wakeUp, clock),
				new RenewalThreads(Threading.VIRTUAL.isActive(environment), clock), clock);
	}

	@Bean
	@ConditionalOnMissingBean
	Forecast acmeForecast(RenewalPlanner planner, ObjectProvider<RemainingLimits> limits, OrderJournal journal,
			CertificateIssuer issuer, ClockSkews skews) {
		return new Forecast(planner, limits::getIfAvailable, journal, issuer, skews.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	AcmeManager acmeManager(ManagedCertificates certificates, RenewalScheduler scheduler, HeldCertificates held,
			RenewalStates states, RenewalPlanner planner, Forecast forecast, ListeningServer server, AcmeLock lock,
			ObjectProvider<IssuerAccounts> accounts, StoreMonitor monitor, ObjectProvider<LocalCopy> copy,
			Resealing resealing, ClockSkews skews) {
		LocalCopy localCopy = copy.getIfAvailable(LocalCopy::off);
		return new AcmeManager(certificates, scheduler, held, states, planner, forecast, server,
				new AccountOperations(accounts.getIfAvailable(), lock), () -> monitor.status(localCopy.status()),
				resealing, skews);
	}

	/**
	 * What can keep an issuer from issuing until the operator mends it.
	 */
	private record IssuerSettings(AcmeProperties properties) implements UnaryOperator<String> {

		@Override
		public String apply(String name) {
			IssuerProperties issuer = this.properties.getIssuers().get(name);
			return (issuer != null) ? describe(issuer) : "";
		}

		private static String describe(IssuerProperties issuer) {
			IssuerProperties.ExternalAccountBinding binding = issuer.getExternalAccountBinding();
			return Arrays
				.asList(issuer.getDirectoryUrl(), issuer.getEmail(), issuer.isTermsOfServiceAgreed(),
						issuer.getProfile(), issuer.getSslBundle(), binding.getKeyId(), binding.getHmacKey(),
						binding.getAlgorithm())
				.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	static class WebServerConfiguration {

		@Bean
		WebServerListener acmeWebServerListener(ListeningServer server) {
			return new WebServerListener(server);
		}

	}

}
