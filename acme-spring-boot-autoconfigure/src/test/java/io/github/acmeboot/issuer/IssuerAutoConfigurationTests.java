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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.invocation.InvocationOnMock;
import org.shredzone.acme4j.Session;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link IssuerAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class IssuerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
				RepositoryAutoConfiguration.class, ClockSkewAutoConfiguration.class, IssuerAutoConfiguration.class))
		.withBean(AcmeStore.class, InMemoryAcmeStore::new)
		.withPropertyValues("acme.issuers.ca.directory-url=https://ca.example/directory",
				"acme.issuers.ca.terms-of-service-agreed=true");

	@Test
	void issuesByAcme4j() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(AcmeCertificateIssuer.class));
	}

	@Test
	void backsOffWhenTheUserBringsAnIssuer() {
		this.contextRunner.withBean("mine", CertificateIssuer.class, () -> mock(CertificateIssuer.class))
			.run((context) -> assertThat(context).hasSingleBean(CertificateIssuer.class).hasBean("mine"));
	}

	@Test
	void backsOffWithoutAcme4j() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Session.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CertificateIssuer.class));
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CertificateIssuer.class));
	}

	@Test
	void knowsTheLimitsThatAreSet() {
		this.contextRunner
			.withPropertyValues("acme.issuers.ca.rate-limits.new-orders=7/1h",
					"acme.issuers.le.terms-of-service-agreed=true",
					"acme.issuers.le.rate-limits.certificates-per-domain=none")
			.run((context) -> {
				RemainingLimits limits = context.getBean(RemainingLimits.class);
				assertThat(limits.limits("ca")).containsOnlyKeys("new-orders");
				assertThat(limits.remaining("ca", "new-orders", List.of())).isEqualTo(7);
				assertThat(limits.limits("le")).containsOnlyKeys("new-accounts", "new-orders",
						"certificates-per-identifier-set", "failed-authorizations");
			});
	}

	@Test
	void keepsNoLimitWhenThatIsSwitchedOff() {
		this.contextRunner
			.withPropertyValues("acme.issuers.le.terms-of-service-agreed=true",
					"acme.issuers.le.rate-limits.enabled=false")
			.run((context) -> assertThat(context.getBean(RemainingLimits.class).limits("le")).isEmpty());
	}

	@Test
	void warnsOfAStoreThatForgets(CapturedOutput output) {
		this.contextRunner.run(IssuerAutoConfigurationTests::ready);
		assertThat(output.getOut())
			.containsOnlyOnce("'acme.store.type' is 'memory': what is stored is gone after a restart");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://localhost:14000/dir", "https://127.0.0.1/dir", "https://[::1]/dir" })
	void doesNotWarnWhenTheCaIsOfThisMachine(String directory, CapturedOutput output) {
		this.contextRunner.withPropertyValues("acme.issuers.ca.directory-url=" + directory)
			.run(IssuerAutoConfigurationTests::ready);
		assertThat(output.getOut()).doesNotContain("is gone after a restart");
	}

	@Test
	void doesNotWarnOfAStoreThatLasts(CapturedOutput output) {
		AcmeStore lasting = mock(AcmeStore.class, InvocationOnMock::callRealMethod);
		this.contextRunner.withBean("lasting", AcmeStore.class, () -> lasting, (bean) -> bean.setPrimary(true))
			.run(IssuerAutoConfigurationTests::ready);
		assertThat(output.getOut()).doesNotContain("is gone after a restart");
	}

	@Test
	void hasTimeouts() {
		this.contextRunner.run((context) -> assertThat(settings(context.getBean(AcmeCertificateIssuer.class)))
			.satisfies((settings) -> {
				assertThat(settings.client().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
				assertThat(settings.client().readTimeout()).isEqualTo(Duration.ofSeconds(30));
				assertThat(settings.order().authorizationTimeout()).isEqualTo(Duration.ofMinutes(5));
				assertThat(settings.order().orderTimeout()).isEqualTo(Duration.ofMinutes(10));
			}));
	}

	@Test
	void takesTheTimeoutOfTheIssuerBeforeThatOfAll() {
		this.contextRunner
			.withPropertyValues("acme.timeouts.connect=1s", "acme.timeouts.read=2s", "acme.issuers.ca.timeouts.read=3s")
			.run((context) -> assertThat(settings(context.getBean(AcmeCertificateIssuer.class)))
				.satisfies((settings) -> {
					assertThat(settings.client().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
					assertThat(settings.client().readTimeout()).isEqualTo(Duration.ofSeconds(3));
				}));
	}

	@Test
	void mapsTheAccount() {
		this.contextRunner
			.withPropertyValues("acme.issuers.ca.email=ops@example.org",
					"acme.issuers.ca.external-account-binding.key-id=kid",
					"acme.issuers.ca.external-account-binding.hmac-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY")
			.run((context) -> assertThat(settings(context.getBean(AcmeCertificateIssuer.class)).account())
				.satisfies((account) -> {
					assertThat(account.email()).contains("ops@example.org");
					assertThat(account.termsOfServiceAgreed()).isTrue();
					assertThat(account.binding()).isPresent();
					assertThat(account.toString()).contains("kid").doesNotContain("MDEy");
				}));
	}

	@Test
	void asksForTheConnectionNoEarlierThanTheFirstRequest() {
		this.contextRunner.withBean(AcmeConnectionDetails.class, Unready::new)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CertificateIssuer.class));
	}

	@Test
	void aTypeOfChallengeThatNothingAnswersStopsTheStart() {
		this.contextRunner.withBean("dns", ChallengeSolver.class, () -> solver("dns-01"))
			.withBean("http", ChallengeSolver.class, () -> solver("http-01"))
			.withPropertyValues("acme.certificates.web.domains=web.corp.example",
					"acme.certificates.web.challenge=htp-01")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("acme.certificates.web.challenge");
					assertThat(ex.getValue()).isEqualTo("htp-01");
					assertThat(ex.getReason()).endsWith("or use one of: dns-01, http-01.");
				}));
	}

	@Test
	void anApplicationThatAnswersNoChallengesServesWhatIsStored() {
		this.contextRunner.withPropertyValues("acme.certificates.web.domains=web.corp.example")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void ready(AssertableApplicationContext context) {
		context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
				context.getSourceApplicationContext(), Duration.ZERO));
	}

	private static ChallengeSolver solver(String type) {
		ChallengeSolver solver = mock(ChallengeSolver.class);
		given(solver.type()).willReturn(type);
		return solver;
	}

	private static IssuerSettings settings(AcmeCertificateIssuer issuer) {
		Map<String, IssuerSettings> issuers = issuer.issuers();
		return issuers.values().iterator().next();
	}

	private static final class Unready implements AcmeConnectionDetails {

		@Override
		public String getDirectoryUrl(String issuer) {
			throw new IllegalStateException("too early");
		}

		@Override
		public SslBundle getSslBundle(String issuer) {
			throw new IllegalStateException("too early");
		}

	}

}
