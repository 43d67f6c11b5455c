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

package io.github.acmeboot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class AcmeAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, SslAutoConfiguration.class));

	private final ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
			"acme.issuers.letsencrypt.terms-of-service-agreed=true",
			"acme.certificates.web.domains=example.com, www.example.com");

	@Test
	void startsWithoutAnyConfigurationAndSaysSo(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ManagedCertificates.class).all()).isEmpty();
			assertThat(output).containsOnlyOnce("No certificates are configured");
		});
	}

	@Test
	void backsOffWhenDisabledWhateverIsConfigured() {
		this.contextRunner.withPropertyValues("acme.enabled=false", "acme.certificates.web.domains=localhost")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AcmeProperties.class)
				.doesNotHaveBean(ManagedCertificates.class)
				.doesNotHaveBean(AcmeConnectionDetails.class));
	}

	@Test
	void fillsInEveryDefault() {
		this.configured.run((context) -> assertThat(context.getBean(ManagedCertificates.class).all()).containsExactly(
				new ManagedCertificate("web", List.of(Identifier.of("example.com"), Identifier.of("www.example.com")),
						List.of("letsencrypt"), "http-01", KeyType.EC_P256, false, null, null, true)));
	}

	@Test
	void readsEverythingThatCanBeSaidAboutACertificate() {
		this.configured
			.withPropertyValues("acme.issuers.other.terms-of-service-agreed=true",
					"acme.certificates.web.issuers=other, letsencrypt, other", "acme.certificates.web.challenge=DNS-01",
					"acme.certificates.web.key-type=rsa-3072", "acme.certificates.web.reuse-key=true",
					"acme.certificates.web.profile=shortlived", "acme.certificates.web.renewal.renew-before=33%",
					"acme.certificates.web.renewal.enabled=false")
			.run((context) -> {
				ManagedCertificate certificate = certificate(context.getBean(ManagedCertificates.class));
				assertThat(certificate.issuers()).containsExactly("other", "letsencrypt");
				assertThat(certificate.challenge()).isEqualTo("dns-01");
				assertThat(certificate.keyType()).isEqualTo(KeyType.RSA_3072);
				assertThat(certificate.reuseKey()).isTrue();
				assertThat(certificate.profile()).isEqualTo("shortlived");
				assertThat(certificate.renewBefore()).hasToString("33%");
				assertThat(certificate.renewalEnabled()).isFalse();
			});
	}

	@Test
	void readsTheTimeOfRenewalAsADuration() {
		this.configured.withPropertyValues("acme.certificates.web.renewal.renew-before=10d")
			.run((context) -> assertThat(certificate(context.getBean(ManagedCertificates.class)).renewBefore())
				.satisfies((renewBefore) -> assertThat(renewBefore.duration()).isEqualTo(Duration.ofDays(10))));
	}

	@Test
	void usesAllIssuersInTheirOrderWhenACertificateNamesNone() {
		this.configured
			.withPropertyValues("acme.issuers.zero.terms-of-service-agreed=true",
					"acme.issuers.alpha.terms-of-service-agreed=true")
			.run((context) -> assertThat(certificate(context.getBean(ManagedCertificates.class)).issuers())
				.containsExactly("letsencrypt", "zero", "alpha"));
	}

	@Test
	void renewsNothingByItselfWhenRenewalIsOff() {
		this.configured.withPropertyValues("acme.renewal.enabled=false")
			.run((context) -> assertThat(certificate(context.getBean(ManagedCertificates.class)).renewalEnabled())
				.isFalse());
	}

	@Test
	void countsADomainOnceHoweverItIsSpelled() {
		this.configured.withPropertyValues("acme.certificates.web.domains=EXAMPLE.com., bücher.de, xn--bcher-kva.de")
			.run((context) -> assertThat(certificate(context.getBean(ManagedCertificates.class)).identifiers())
				.extracting(Identifier::value)
				.containsExactly("example.com", "xn--bcher-kva.de"));
	}

	@Test
	void takesAPrivateNameToAPrivateAuthority() {
		this.configured
			.withPropertyValues("acme.issuers.letsencrypt.directory-url=https://ca.corp.internal/directory",
					"acme.certificates.web.domains=nas.internal, 10.0.0.1")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void takesTheConnectionDetailsOfTheUserAndDoesNotJudgeTheirNames() {
		this.configured.withBean(AcmeConnectionDetails.class, () -> (issuer) -> "https://localhost:14000/dir")
			.withPropertyValues("acme.certificates.web.domains=localhost",
					"acme.issuers.letsencrypt.directory-url=http://not-looked-at")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(AcmeConnectionDetails.class)
				.isNotInstanceOf(PropertiesAcmeConnectionDetails.class));
	}

	@Test
	void namesTheDirectoryAndTheBundleOfAnIssuer() {
		SslBundle bundle = mock(SslBundle.class);
		this.configured
			.withBean(SslBundleRegistrar.class, () -> (registry) -> registry.registerBundle("corporate", bundle))
			.withPropertyValues("acme.issuers.letsencrypt.ssl-bundle=corporate")
			.run((context) -> {
				AcmeConnectionDetails details = context.getBean(AcmeConnectionDetails.class);
				assertThat(details.getDirectoryUrl("letsencrypt")).isEqualTo("acme://letsencrypt.org");
				assertThat(details.getSslBundle("letsencrypt")).isSameAs(bundle);
			});
	}

	@Test
	void letsARegistrarOfBundlesUseTheCertificates() {
		this.configured.withUserConfiguration(RegistrarConfiguration.class)
			.run((context) -> assertThat(context.getBean(SslBundles.class).getBundleNames()).containsExactly("web"));
	}

	@Test
	void backsOffWhenTheUserBringsTheCertificates() {
		ManagedCertificates mine = new ManagedCertificates(List.of());
		this.configured.withBean(ManagedCertificates.class, () -> mine)
			.run((context) -> assertThat(context.getBean(ManagedCertificates.class)).isSameAs(mine));
	}

	@Test
	void hintsThatTheServerUsesNoneOfTheCertificates(CapturedOutput output) {
		this.configured.run((context) -> assertThat(output)
			.contains("The web server uses none of the certificates [web]; set 'server.ssl.bundle'"));
	}

	@Test
	void isSilentWhenTheServerUsesACertificate(CapturedOutput output) {
		this.configured.withPropertyValues("server.ssl.bundle=web")
			.run((context) -> assertThat(output).doesNotContain("server.ssl.bundle"));
	}

	private static ManagedCertificate certificate(ManagedCertificates certificates) {
		return certificates.find("web").orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class RegistrarConfiguration {

		@Bean
		SslBundleRegistrar registrar(ManagedCertificates certificates) {
			return (registry) -> certificates.all()
				.forEach((certificate) -> registry.registerBundle(certificate.name(), mock(SslBundle.class)));
		}

	}

}
