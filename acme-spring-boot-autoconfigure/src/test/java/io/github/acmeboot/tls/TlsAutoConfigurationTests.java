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

package io.github.acmeboot.tls;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.tls.server.ServerTlsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TlsAutoConfiguration}.
 */
class TlsAutoConfigurationTests {

	private final IssuedCertificate certificate = new TestCertificates().ec("web.example.com");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AcmeAutoConfiguration.class,
				StoreAutoConfiguration.class, RepositoryAutoConfiguration.class, TlsAutoConfiguration.class,
				ServerTlsAutoConfiguration.class))
		.withPropertyValues("acme.issuers.ca.directory-url=https://ca.example.test/dir",
				"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=web.example.com");

	@Test
	void aBundleIsThereForEverybodyWhoAsksForIt() {
		withStore(new InMemoryAcmeStore())
			.run((context) -> assertThat(context.getBean(SslBundles.class).getBundleNames()).containsExactly("web"));
	}

	@Test
	void bundlesAreRegisteredWithoutAskingTheStore() {
		AcmeStore store = mock(AcmeStore.class, (invocation) -> {
			throw new StoreException("down", null);
		});
		withStore(store).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(SslBundles.class).getBundleNames()).containsExactly("web");
			assertThat(context.getBean(CertificatePublisher.class).published("web")).isEmpty();
			assertThat(context.getBean(StoredCertificateLoader.class).isRunning()).isTrue();
		});
	}

	@Test
	void theStoredCertificateIsPublishedRightBeforeTheServerStarts() {
		InMemoryAcmeStore store = new InMemoryAcmeStore();
		new CertificateRepository(store).save("web", this.certificate, WriteCondition.absent());
		withStore(store).run((context) -> {
			assertThat(context.getBean(CertificatePublisher.class).published("web")).contains(this.certificate);
			assertThat(context.getBean(StoredCertificateLoader.class).getPhase())
				.isEqualTo(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1);
		});
	}

	@Test
	void aCertificateThatCannotBeReadDoesNotStopTheOthers() {
		InMemoryAcmeStore store = new InMemoryAcmeStore();
		store.save("certificates/broken", new byte[] { 1, 2, 3 }, WriteCondition.absent());
		new CertificateRepository(store).save("web", this.certificate, WriteCondition.absent());
		withStore(store).withPropertyValues("acme.certificates.broken.domains=broken.example.com").run((context) -> {
			CertificatePublisher publisher = context.getBean(CertificatePublisher.class);
			assertThat(publisher.published("broken")).isEmpty();
			assertThat(publisher.published("web")).contains(this.certificate);
		});
	}

	@Test
	void aPublisherOfTheUserTakesThePlaceOfOurs() {
		CertificatePublisher mine = mock(CertificatePublisher.class);
		given(mine.published("web")).willReturn(Optional.empty());
		withStore(new InMemoryAcmeStore()).withBean("mine", CertificatePublisher.class, () -> mine)
			.run((context) -> assertThat(context).hasSingleBean(CertificatePublisher.class)
				.hasBean("mine")
				.doesNotHaveBean(StoredCertificateLoader.class));
	}

	@Test
	void noWebServerIsNeeded() {
		withStore(new InMemoryAcmeStore())
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.web.server", "org.apache.catalina",
					"org.springframework.boot.tomcat"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(CertificatePublisher.class);
				assertThat(context).doesNotHaveBean(PublicationProof.class);
				context.getBean(CertificatePublisher.class).publish("web", this.certificate);
				assertThat(context.getBean(CertificatePublisher.class).published("web")).contains(this.certificate);
			});
	}

	@Test
	void nothingIsThereWhenAcmeIsOff() {
		withStore(new InMemoryAcmeStore()).withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ServedCertificates.class)
				.doesNotHaveBean(CertificatePublisher.class));
	}

	private ApplicationContextRunner withStore(AcmeStore store) {
		return this.contextRunner.withBean(AcmeStore.class, () -> store);
	}

}
