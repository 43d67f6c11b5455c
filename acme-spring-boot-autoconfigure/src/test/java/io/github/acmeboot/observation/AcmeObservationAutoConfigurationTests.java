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

import java.util.List;
import java.util.Map;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceStep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class AcmeObservationAutoConfigurationTests {

	private static final ManagedCertificate WEB = new ManagedCertificate("web",
			List.of(Identifier.of("www.example.org"), Identifier.of("example.org")), List.of("ca"), "http-01",
			KeyType.EC_P256, false, null, null, true);

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner unobserved = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeObservationAutoConfiguration.class, AcmeAutoConfiguration.class,
				SslAutoConfiguration.class))
		.withPropertyValues("acme.issuers.ca.terms-of-service-agreed=true",
				"acme.certificates.web.domains=example.org");

	private final ApplicationContextRunner contextRunner = this.unobserved.withBean(ObservationRegistry.class,
			() -> this.registry);

	private final ApplicationContextRunner measured = this.unobserved
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void theConventionsOfTheUserTakeThePlaceOfOurs() {
		this.contextRunner
			.withBean(IssuanceStepObservationConvention.class, () -> new DefaultIssuanceStepObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(IssuanceStepObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and("team", "blue");
				}

			})
			.withBean(IssuanceObservationConvention.class, () -> new DefaultIssuanceObservationConvention() {

				@Override
				public String getName() {
					return "tls.renewal";
				}

			})
			.withBean(AcmeRequestObservationConvention.class, () -> new DefaultAcmeRequestObservationConvention() {

				@Override
				public String getContextualName(AcmeRequestObservationContext context) {
					return "ca " + context.getOperation();
				}

			})
			.run((context) -> {
				AcmeObserver observer = context.getBean(AcmeObserver.class);
				observer.issuance(WEB, "due", (progress) -> {
					progress.run(IssuanceStep.SAVE, () -> observer.request("ca", "order").answered("success"));
					return progress;
				});
				TestObservationRegistryAssert.assertThat(this.registry)
					.hasObservationWithNameEqualTo("acme.issuance.save")
					.that()
					.hasLowCardinalityKeyValue("team", "blue")
					.hasLowCardinalityKeyValue("certificate", "web");
				TestObservationRegistryAssert.assertThat(this.registry)
					.hasObservationWithNameEqualTo("tls.renewal")
					.that()
					.hasLowCardinalityKeyValue("certificate", "web");
				TestObservationRegistryAssert.assertThat(this.registry)
					.hasObservationWithNameEqualTo("acme.request")
					.that()
					.hasContextualNameEqualTo("ca order");
			});
	}

	@Test
	void noMetersAreMadeOfWhatTheMetricsSayAlready() {
		this.measured.run((context) -> {
			observeAll(context.getBean(AcmeObserver.class));
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.getMeters()).noneMatch((meter) -> meter.getId().getName().startsWith("acme."));
		});
	}

	@Test
	void whoeverWantsTheMetersHasThem() {
		this.measured.withBean("acmeObservationMeterFilter", MeterFilter.class, MeterFilter::accept).run((context) -> {
			observeAll(context.getBean(AcmeObserver.class));
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("acme.issuance").tag("outcome", "success").timer().count()).isOne();
			assertThat(meters.get("acme.issuance.order").timer().count()).isOne();
			assertThat(meters.get("acme.request").timer().count()).isOne();
		});
	}

	@Test
	void theTimersOfTheMetricsAreLeftAlone() {
		this.measured.run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			meters.timer("acme.requests").record(() -> {
			});
			assertThat(meters.get("acme.requests").timer().count()).isOne();
		});
	}

	@Test
	void observationsCanBeSwitchedOff() {
		this.measured.withPropertyValues("management.observations.enable.acme=false")
			.withBean("acmeObservationMeterFilter", MeterFilter.class, MeterFilter::accept)
			.run((context) -> {
				observeAll(context.getBean(AcmeObserver.class));
				assertThat(context.getBean(MeterRegistry.class).getMeters())
					.noneMatch((meter) -> meter.getId().getName().startsWith("acme."));
			});
	}

	@Test
	void attemptsThatFoundTheLockTakenAreNotExported() {
		this.contextRunner.run((context) -> {
			SpanExportingPredicate predicate = context.getBean(SpanExportingPredicate.class);
			assertThat(predicate.isExportable(span("acme issuance", "busy"))).isFalse();
			assertThat(predicate.isExportable(span("acme lock", "busy"))).isFalse();
			assertThat(predicate.isExportable(span("acme lock", "success"))).isTrue();
			assertThat(predicate.isExportable(span("acme issuance", "unneeded"))).isTrue();
			assertThat(predicate.isExportable(span("http get /", "busy"))).isTrue();
		});
	}

	@Test
	void worksWithoutTracingOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasSingleBean(AcmeObserver.class)
				.doesNotHaveBean("acmeSpanExportingPredicate"));
	}

	@Test
	void worksWithoutMetersOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasSingleBean(AcmeObserver.class)
				.doesNotHaveBean("acmeObservationMeterFilter"));
	}

	@Test
	void backsOffWithoutMicrometerOnTheClassPath() {
		this.unobserved.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeObserver.class));
	}

	@Test
	void backsOffWithoutARegistry() {
		this.unobserved.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AcmeObserver.class));
	}

	@Test
	void backsOffWhenTheUserObserves() {
		AcmeObserver own = new AcmeObserver() {
		};
		this.contextRunner.withBean(AcmeObserver.class, () -> own)
			.run((context) -> assertThat(context.getBean(AcmeObserver.class)).isSameAs(own));
	}

	private static void observeAll(AcmeObserver observer) {
		observer.issuance(WEB, "due", (progress) -> {
			progress.run(IssuanceStep.ORDER, () -> observer.request("ca", "newOrder").answered("success"));
			progress.run(IssuanceStep.AUTHORIZATION, () -> progress.presented(Identifier.of("example.org")));
			return IssuanceProgress.UNOBSERVED;
		});
	}

	private static FinishedSpan span(String name, String outcome) {
		FinishedSpan span = mock(FinishedSpan.class);
		given(span.getName()).willReturn(name);
		given(span.getTags()).willReturn(Map.of("outcome", outcome));
		return span;
	}

}
