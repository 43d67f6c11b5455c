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

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.autoconfigure.IssuerProperties;
import io.github.acmeboot.autoconfigure.IssuerProperties.ExternalAccountBinding;
import io.github.acmeboot.autoconfigure.IssuerProperties.Timeouts;
import io.github.acmeboot.autoconfigure.RateLimitProperties;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.account.AccountSettings.ExternalBinding;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.order.OrderSettings;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.ratelimit.ForgetfulStoreWarning;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitSettings;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * Auto-configuration for the issuing of certificates.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, ClockSkewAutoConfiguration.class })
@ConditionalOnClass(Session.class)
@ConditionalOnBean(AcmeProperties.class)
public final class IssuerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CertificateIssuer.class)
	AcmeCertificateIssuer certificateIssuer(AcmeProperties properties, AcmeConnectionDetails connectionDetails,
			ManagedCertificates certificates, ObjectProvider<ChallengeSolver> solvers,
			ObjectProvider<ChallengeSolver.AbsenceCheck> checks, AccountRepository accounts, OrderJournal journal,
			LedgerRepository ledgers, RevokedCertificates revoked, ObjectProvider<AcmeRequestListener> listeners,
			ObjectProvider<AcmeObserver> observer, ClockSkews skews) {
		ChallengeSolvers available = new ChallengeSolvers(solvers.orderedStream().toList(),
				checks.orderedStream().toList());
		certificates.all().forEach(available::checkConfigured);
		return new AcmeCertificateIssuer(new SettingsMapper(properties, connectionDetails).map(), available, accounts,
				journal, ledgers, revoked, listeners.orderedStream().toList(),
				observer.getIfAvailable(() -> AcmeObserver.NONE), skews);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AcmeCertificateIssuer.class)
	RemainingLimits acmeRemainingLimits(AcmeCertificateIssuer issuer) {
		return issuer.remainingLimits();
	}

	@Bean
	@ConditionalOnMissingBean(IssuerAccounts.class)
	@ConditionalOnBean(AcmeCertificateIssuer.class)
	IssuerAccounts issuerAccounts(AcmeCertificateIssuer issuer) {
		return issuer.accounts();
	}

	@Bean
	@ConditionalOnMissingBean(IssuerDirectories.class)
	@ConditionalOnBean(AcmeCertificateIssuer.class)
	IssuerDirectories issuerDirectories(AcmeCertificateIssuer issuer) {
		return issuer.directories();
	}

	@Bean
	ForgetfulStoreWarning acmeForgetfulStoreWarning(ObjectProvider<AcmeStore> store, AcmeProperties properties,
			AcmeConnectionDetails connectionDetails) {
		return new ForgetfulStoreWarning(store,
				() -> properties.getIssuers().keySet().stream().map(connectionDetails::getDirectoryUrl).toList());
	}

	/**
	 * Maps properties to settings, with every default filled in.
	 */
	private record SettingsMapper(AcmeProperties properties, AcmeConnectionDetails connectionDetails) {

		List<IssuerSettings> map() {
			return this.properties.getIssuers()
				.entrySet()
				.stream()
				.map((entry) -> map(entry.getKey(), entry.getValue()))
				.toList();
		}

		private IssuerSettings map(String name, IssuerProperties issuer) {
			return new IssuerSettings(client(name, issuer), account(name, issuer), order(issuer),
					rateLimits(issuer.getRateLimits()));
		}

		private AcmeClient.Settings client(String name, IssuerProperties issuer) {
			return new AcmeClient.Settings(name, () -> this.connectionDetails.getDirectoryUrl(name),
					() -> this.connectionDetails.getSslBundle(name), timeout(issuer, Timeouts::getConnect),
					timeout(issuer, Timeouts::getRead));
		}

		private AccountSettings account(String name, IssuerProperties issuer) {
			return new AccountSettings(name, text(issuer.getEmail()), issuer.isTermsOfServiceAgreed(),
					binding(issuer.getExternalAccountBinding()));
		}

		private Optional<ExternalBinding> binding(ExternalAccountBinding binding) {
			return text(binding.getKeyId()).flatMap((keyId) -> text(binding.getHmacKey())
				.map((hmacKey) -> new ExternalBinding(keyId, hmacKey, binding.getAlgorithm())));
		}

		private OrderSettings order(IssuerProperties issuer) {
			return new OrderSettings(text(issuer.getProfile()), text(issuer.getPreferredChain()),
					timeout(issuer, Timeouts::getAuthorization), timeout(issuer, Timeouts::getOrder));
		}

		private RateLimitSettings rateLimits(RateLimitProperties properties) {
			Map<Limit, RateLimit> own = new EnumMap<>(Limit.class);
			put(own, Limit.NEW_ACCOUNTS, properties.getNewAccounts());
			put(own, Limit.NEW_ORDERS, properties.getNewOrders());
			put(own, Limit.CERTIFICATES_PER_DOMAIN, properties.getCertificatesPerDomain());
			put(own, Limit.CERTIFICATES_PER_IDENTIFIER_SET, properties.getCertificatesPerIdentifierSet());
			put(own, Limit.FAILED_AUTHORIZATIONS, properties.getFailedAuthorizations());
			return new RateLimitSettings(properties.isEnabled(), own);
		}

		private static void put(Map<Limit, RateLimit> limits, Limit limit, @Nullable RateLimit value) {
			if (value != null) {
				limits.put(limit, value);
			}
		}

		private Duration timeout(IssuerProperties issuer, Function<Timeouts, @Nullable Duration> timeout) {
			return Optional.ofNullable(timeout.apply(issuer.getTimeouts()))
				.or(() -> Optional.ofNullable(timeout.apply(this.properties.getTimeouts())))
				.orElseThrow();
		}

		private Optional<String> text(@Nullable String value) {
			return Optional.ofNullable(value).filter(StringUtils::hasText);
		}

	}

}
