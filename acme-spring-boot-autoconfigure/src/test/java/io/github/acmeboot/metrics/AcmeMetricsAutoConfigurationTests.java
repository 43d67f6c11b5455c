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

package io.github.acmeboot.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.issuer.AcmeRequestListener;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AcmeMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeMetricsAutoConfiguration.class, AcmeAutoConfiguration.class,
				ClockSkewAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("acme.issuers.letsencrypt.terms-of-service-agreed=true",
				"acme.certificates.web.domains=example.com")
		.withBean(AcmeManager.class, () -> {
			AcmeManager manager = mock(AcmeManager.class);
			given(manager.status(any())).willReturn(Optional.empty());
			return manager;
		});

	private final ApplicationContextRunner measured = this.contextRunner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void bindsTheGaugesOfEveryCertificate() {
		this.measured.run((context) -> assertThat(
				context.getBean(MeterRegistry.class).get("certificate.expiry").tag("certificate", "web").gauge())
			.isNotNull());
	}

	@Test
	void countsWhatIsPublishedAsAnEvent() {
		this.measured.run((context) -> {
			context.publishEvent(
					new CertificateRenewalFailedEvent("web", new AcmeException(Reason.NETWORK, "no"), Instant.EPOCH));
			assertThat(context.getBean(MeterRegistry.class)
				.get("certificate.update.failures")
				.tags("certificate", "web", "reason", "network")
				.counter()
				.count()).isOne();
		});
	}

	@Test
	void listensToTheRequests() {
		this.measured.run((context) -> {
			context.getBeanProvider(AcmeRequestListener.class)
				.forEach((listener) -> listener.onRequest("ca", "newNonce", "success", Duration.ofMillis(1)));
			assertThat(context.getBean(MeterRegistry.class).get("acme.requests").timer().count()).isOne();
		});
	}

	@Test
	void showsWhatIsLeftOfTheLimitsOfACa() {
		RemainingLimits limits = new RemainingLimits() {

			@Override
			public List<RateLimitStatus> all() {
				return List.of();
			}

			@Override
			public Map<String, RateLimit> limits(String issuer) {
				return Map.of("new-orders", RateLimit.valueOf("400/3h"));
			}

			@Override
			public int remaining(String issuer, String limit, Collection<ManagedCertificate> certificates) {
				return 299 + certificates.size();
			}

			@Override
			public Optional<RateLimitStatus.Price> price(IssuanceRequest request, Instant at) {
				return Optional.empty();
			}

		};
		this.measured.withBean(RemainingLimits.class, () -> limits).run((context) -> {
			context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
					context.getSourceApplicationContext(), Duration.ZERO));
			assertThat(context.getBean(MeterRegistry.class)
				.get("acme.rate.limit.remaining")
				.tag("limit", "new-orders")
				.gauge()
				.value()).isEqualTo(300);
			assertThat(context.getBean(MeterRegistry.class)
				.get("acme.rate.limit.size")
				.tag("limit", "new-orders")
				.gauge()
				.value()).isEqualTo(400);
		});
	}

	@Test
	void showsHowTheStoreStands() {
		this.measured.run((context) -> {
			StoreStatus.Trouble trouble = new StoreStatus.Trouble(StoreStatus.Kind.FULL, "full", Instant.EPOCH, null);
			given(context.getBean(AcmeManager.class).storeStatus()).willReturn(status(null), status(trouble));
			Gauge gauge = context.getBean(MeterRegistry.class).get("acme.store.available").gauge();
			assertThat(gauge.value()).isOne();
			assertThat(gauge.value()).isZero();
		});
	}

	@Test
	void showsTheSkewOfEveryIssuersClockOnceItHasAnswered() {
		this.measured.run((context) -> {
			Gauge gauge = context.getBean(MeterRegistry.class)
				.get("acme.clock.skew")
				.tag("issuer", "letsencrypt")
				.gauge();
			assertThat(gauge.value()).isNaN();
			context.getBean(ClockSkews.class)
				.onDate("letsencrypt", Clock.systemUTC().instant().minusSeconds(3600), Duration.ofMillis(1));
			assertThat(gauge.value()).isCloseTo(-3600, within(60.0));
		});
	}

	@Test
	void backsOffWithoutARegistry() {
		this.contextRunner
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeMetricsAutoConfiguration.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeMetricsAutoConfiguration.class));
	}

	@Test
	void backsOffWhenAcmeIsDisabled() {
		this.measured.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeMetricsAutoConfiguration.class));
	}

	private static StoreStatus status(StoreStatus.@Nullable Trouble trouble) {
		return new StoreStatus("file", Instant.EPOCH, trouble, null, null);
	}

}
