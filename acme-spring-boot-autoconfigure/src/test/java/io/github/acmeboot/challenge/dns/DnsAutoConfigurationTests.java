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

package io.github.acmeboot.challenge.dns;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.xbill.DNS.Message;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuerAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.dns.DnsJournal;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DnsAutoConfiguration}.
 */
class DnsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, MemoryAcmeStoreAutoConfiguration.class,
				StoreAutoConfiguration.class, RepositoryAutoConfiguration.class, ClockSkewAutoConfiguration.class,
				DnsAutoConfiguration.class, IssuerAutoConfiguration.class))
		.withPropertyValues("acme.store.type=memory", "acme.issuers.ca.directory-url=https://ca.example.com/directory",
				"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=*.example.com",
				"acme.certificates.web.challenge=dns-01");

	@Test
	void theUsersOwnProviderJustWorks() {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.run((context) -> assertThat(context).hasSingleBean(Dns01ChallengeSolver.class)
				.hasSingleBean(SweepSchedule.class)
				.hasSingleBean(CertificateIssuer.class));
	}

	@Test
	void theUsersOwnProviderMayHaveANameOfItsOwn() {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.withPropertyValues("acme.challenge.dns.provider=hetzner")
			.run((context) -> assertThat(context).hasSingleBean(Dns01ChallengeSolver.class));
	}

	@Test
	void theUsersOwnSolverNeedsNoProviderAndNoLibrary() {
		this.contextRunner.withBean("mine", ChallengeSolver.class, OwnSolver::new)
			.withClassLoader(new FilteredClassLoader(Message.class))
			.run((context) -> assertThat(context).hasSingleBean(CertificateIssuer.class));
	}

	@Test
	void thePrimaryProviderIsTheOne() {
		this.contextRunner.withBean("one", RecordingDnsProvider.class)
			.withBean("two", RecordingDnsProvider.class, RecordingDnsProvider::new,
					(definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context.getBean(JournalledRecords.class)).extracting("provider")
				.isSameAs(context.getBean("two")));
	}

	@Test
	void severalProvidersAreRefused() {
		this.contextRunner.withBean("one", RecordingDnsProvider.class)
			.withBean("two", RecordingDnsProvider.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						mistake("acme.challenge.dns.provider", "@Primary")));
	}

	@Test
	void aCertificateWithoutProviderIsRefused() {
		this.contextRunner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, mistake(
					"acme.challenge.dns.provider",
					"'acme.certificates.web.challenge' is 'dns-01', but nothing adds the TXT records. Set 'acme.challenge.dns.provider' to one of rfc2136, cloudflare, route53, webhook, acmedns, or bring a bean of type DnsProvider.")));
	}

	@Test
	void aCertificateWhoseProviderIsNotAvailableIsRefused() {
		this.contextRunner.withPropertyValues("acme.challenge.dns.provider=route53")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						mistake("acme.challenge.dns.provider", "the provider is not available")));
	}

	@Test
	void anUnknownProviderIsRefusedWhoeverUsesIt() {
		this.contextRunner
			.withPropertyValues("acme.challenge.dns.provider=cloudfare", "acme.certificates.web.challenge=http-01",
					"acme.certificates.web.domains=example.com")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						mistake("acme.challenge.dns.provider", "There is no provider of that name.")));
	}

	@Test
	void withoutTheLibraryTheCertificateIsRefused() {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.withClassLoader(new FilteredClassLoader(Message.class))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						mistake("acme.certificates.web.challenge", "Add a dependency on 'dnsjava:dnsjava'.")));
	}

	@Test
	void withoutTheLibraryOtherChallengesWork() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Message.class))
			.withPropertyValues("acme.certificates.web.challenge=http-01", "acme.certificates.web.domains=example.com")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Dns01ChallengeSolver.class));
	}

	@Test
	void withoutCertificateNothingIsMissing() {
		this.contextRunner
			.withPropertyValues("acme.certificates.web.challenge=http-01", "acme.certificates.web.domains=example.com")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChallengeSolver.class));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.withPropertyValues("acme.enabled=false", "acme.challenge.dns.provider=nonsense")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChallengeSolver.class));
	}

	@Test
	void theJournalIsSealedLikeAllThatIsStored() {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.withConfiguration(AutoConfigurations.of(SealingAutoConfiguration.class))
			.withPropertyValues("acme.store.encryption.keys[0].id=k1",
					"acme.store.encryption.keys[0].secret=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
			.run((context) -> {
				DnsJournal journal = context.getBean(DnsJournal.class);
				journal.enter("_acme-challenge.example.com", "value", "id", Instant.EPOCH);
				byte[] stored = context.getBean(AcmeStore.class)
					.load("dns-records/_acme-challenge.example.com/value")
					.orElseThrow()
					.content();
				assertThat(new String(stored, StandardCharsets.ISO_8859_1)).startsWith("acme-sealed");
				assertThat(journal.entries()).hasSize(1);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			timeout      | 0s              | more than zero
			timeout      | -1s             | more than zero
			interval     | 0s              | more than zero
			interval     | -5s             | more than zero
			delay        | -1s             | Use '0s'
			quorum       | 0               | between 1 and 100
			quorum       | 101             | between 1 and 100
			port         | 0               | between 1 and 65535
			port         | 65536           | between 1 and 65535
			resolvers[0] | dns.example.com:x | Write '192.0.2.1', 'dns.example.com:53' or '[2001:db8::1]:53'
			""")
	void nonsenseIsRefused(String property, String value, String remedy) {
		this.contextRunner.withBean(RecordingDnsProvider.class)
			.withPropertyValues("acme.challenge.dns.propagation." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						mistake("acme.challenge.dns.propagation." + property, remedy)));
	}

	private static Consumer<InvalidConfigurationPropertyValueException> mistake(String property, String remedy) {
		return (ex) -> {
			assertThat(ex.getName()).isEqualTo(property);
			assertThat(ex.getReason()).contains(remedy);
		};
	}

	/**
	 * What a user may bring.
	 */
	private static final class OwnSolver implements ChallengeSolver {

		@Override
		public String type() {
			return "dns-01";
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
