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

package io.github.acmeboot.challenge.tlsalpn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.issuer.IssuerAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsAlpn01AutoConfiguration}.
 */
class TlsAlpn01AutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(AcmeAutoConfiguration.class,
			StoreAutoConfiguration.class, MemoryAcmeStoreAutoConfiguration.class, RepositoryAutoConfiguration.class,
			ChallengeAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
			TlsAlpn01AutoConfiguration.class, ClockSkewAutoConfiguration.class, IssuerAutoConfiguration.class);

	private static final String[] PROPERTIES = { "acme.issuers.ca.directory-url=https://ca.example.com/directory",
			"acme.issuers.ca.terms-of-service-agreed=true", "acme.store.type=memory",
			"acme.certificates.web.domains=example.com", "acme.certificates.web.challenge=tls-alpn-01" };

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues(PROPERTIES);

	@Test
	void tomcatThatServesOneOfTheCertificatesAnswers() {
		this.contextRunner.withPropertyValues("server.ssl.bundle=web").run((context) -> {
			ChallengeSolver solver = context.getBean(ChallengeSolver.class);
			assertThat(solver.type()).isEqualTo("tls-alpn-01");
			assertThat(solver.supports(Identifier.of("example.com"))).isTrue();
			assertThat(solver.supports(Identifier.of("192.0.2.1"))).isTrue();
			assertThat(solver.supports(Identifier.of("*.example.com"))).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			acme.enabled=true                                 | Set 'server.ssl.bundle' to the name of a certificate
			server.ssl.bundle=web,server.ssl.enabled=false    | leave 'server.ssl.enabled' out
			server.ssl.bundle=other                           | 'server.ssl.bundle' is 'other'
			server.ssl.bundle=web,server.port=-1              | Set 'server.port' to 443
			""")
	void whereNothingAnswersTheStartSaysWhatToDo(String properties, String remedy) {
		this.contextRunner.withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.certificates.web.challenge")
				.hasMessageContaining("tls-alpn-01")
				.hasMessageContaining(remedy));
	}

	@Test
	void aServerOtherThanTomcatCannotAnswer() {
		this.contextRunner.withPropertyValues("server.ssl.bundle=web")
			.withClassLoader(new FilteredClassLoader(TomcatWebServerFactory.class))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("spring-boot-starter-tomcat"));
	}

	@Test
	void whereNoCertificateUsesItNothingIsAskedFor() {
		this.contextRunner.withPropertyValues("acme.certificates.web.challenge=http-01")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChallengeSolver.class));
	}

	@Test
	void aSolverOfTheUsersOwnNeedsNothingOfOurs() {
		this.contextRunner.withBean(ChallengeSolver.class, OwnSolver::new)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ChallengeSolver.class));
	}

	@Test
	void anApplicationThatIsNoServerOnlyServesWhatOthersObtain() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues(PROPERTIES)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChallengeSolver.class));
	}

	static class OwnSolver implements ChallengeSolver {

		@Override
		public String type() {
			return "tls-alpn-01";
		}

		@Override
		public boolean supports(Identifier identifier) {
			return true;
		}

		@Override
		public PresentedChallenge present(ChallengeRequest challenge) {
			return () -> {
			};
		}

	}

}
