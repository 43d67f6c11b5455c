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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.acmedns.AcmeDnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.cloudflare.CloudflareDnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.route53.Route53DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.webhook.WebhookDnsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the auto-configurations of the DNS providers at services.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProvidersAutoConfigurationTests {

	private static final List<String> CLOUDFLARE = List.of("acme.challenge.dns.cloudflare.api-token=s3cr3t",
			"acme.challenge.dns.cloudflare.zone-token=r3ader");

	private static final List<String> WEBHOOK = List.of("acme.challenge.dns.webhook.url=https://dns.example.com/hook",
			"acme.challenge.dns.webhook.username=user", "acme.challenge.dns.webhook.password=s3cr3t");

	private static final List<String> ACMEDNS = List.of("acme.challenge.dns.acmedns.url=https://auth.example.com",
			"acme.challenge.dns.acmedns.accounts.shop.full-domain=x.auth.example.com",
			"acme.challenge.dns.acmedns.accounts.shop.username=user",
			"acme.challenge.dns.acmedns.accounts.shop.password=s3cr3t");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, CloudflareDnsAutoConfiguration.class,
				Route53DnsAutoConfiguration.class, WebhookDnsAutoConfiguration.class, AcmeDnsAutoConfiguration.class))
		.withUserConfiguration(Switch.class);

	@ParameterizedTest
	@ValueSource(strings = { "cloudflare", "webhook", "acmedns", "route53" })
	void theProviderIsTheOneThatIsNamed(String provider) {
		configured(provider).withBean(Route53Client.class, ProvidersAutoConfigurationTests::client)
			.run((context) -> assertThat(context.getBean(DnsProvider.class).getClass().getPackageName())
				.endsWith("." + provider));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cloudflare", "webhook", "acmedns", "route53" })
	void theUsersProviderWins(String provider) {
		DnsProvider mine = new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
			}

			@Override
			public void remove(TxtRecord record) {
			}

		};
		this.contextRunner.withPropertyValues("acme.challenge.dns.provider=" + provider)
			.withBean("mine", DnsProvider.class, () -> mine)
			.run((context) -> assertThat(context).hasNotFailed().getBean(DnsProvider.class).isSameAs(mine));
	}

	@Test
	void withoutTheNameOfAProviderThereIsNone() {
		this.contextRunner.withPropertyValues(CLOUDFLARE.toArray(String[]::new))
			.run((context) -> assertThat(context).doesNotHaveBean(DnsProvider.class));
	}

	@Test
	void withoutTheSdkThereIsNoRoute53() {
		configured("route53").withClassLoader(new FilteredClassLoader("software.amazon"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DnsProvider.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cloudflare", "webhook", "acmedns" })
	void theSecretsAreKnownToBeKeptFromTheEndpoints(String provider, CapturedOutput output) {
		configured(provider).run((context) -> assertThat(
				context.getBeanProvider(ConfidentialProperties.class).stream().flatMap(ConfidentialProperties::secrets))
			.contains("s3cr3t"));
		assertThat(output).doesNotContain("s3cr3t").doesNotContain("r3ader");
	}

	@ParameterizedTest(name = "{1}")
	@MethodSource
	void aMistakeStopsTheStartNamingTheProperty(String provider, String setting, String property, String reason) {
		configured(provider).withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.extracting(NestedExceptionUtils::getMostSpecificCause)
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("acme.challenge.dns." + property);
					assertThat(ex.getReason()).contains(reason);
					assertThat(ex).message().doesNotContain("s3cr3t");
				}));
	}

	static Stream<Arguments> aMistakeStopsTheStartNamingTheProperty() {
		String prefix = "acme.challenge.dns.";
		return Stream.of(mistake("cloudflare", "api-token=", "api-token", "Create one with the permission"),
				mistake("cloudflare", "timeout=0s", "timeout", "A request needs time"),
				mistake("cloudflare", "ttl=1s", "ttl", "60 seconds to one day"),
				mistake("cloudflare", "base-url=http://api.example.com", "base-url", "Use 'https'"),
				mistake("cloudflare", "base-url=api.example.com", "base-url", "not the URL of a service"),
				mistake("webhook", "url=", "url", "Set it to its URL"),
				Arguments.of("webhook", prefix + "webhook.url=https://user:s3cr3t@dns.example.com", "webhook",
						"properties of their own"),
				mistake("webhook", "username=", "username", "Set both, or neither"),
				mistake("webhook", "password=", "password", "Set both, or neither"),
				mistake("webhook", "ssl-bundle=none", "ssl-bundle", "There is no SSL bundle of that name"),
				mistake("acmedns", "url=", "url", "Set it to its URL"),
				mistake("acmedns", "ssl-bundle=none", "ssl-bundle", "There is no SSL bundle of that name"),
				mistake("acmedns", "accounts.shop.password=", "accounts.shop.password", "Copy it from"),
				mistake("acmedns", "accounts.shop.full-domain=", "accounts.shop.full-domain", "Copy it from"),
				mistake("acmedns", "accounts-file=missing.json", "accounts-file", "NoSuchFileException"),
				Arguments.of("route53", prefix + "route53.ttl=60s", "provider", "There is no single bean of type"),
				mistake("route53", "timeout=0s", "timeout", "A request needs time"),
				mistake("route53", "ttl=-1s", "ttl", "Set it to a minute"));
	}

	private static Arguments mistake(String provider, String setting, String property, String reason) {
		return Arguments.of(provider, "acme.challenge.dns." + provider + "." + setting, provider + "." + property,
				reason);
	}

	@Test
	void withoutAnAccountTheStartFailsSayingHowToRegisterOne() {
		this.contextRunner
			.withPropertyValues("acme.challenge.dns.provider=acmedns",
					"acme.challenge.dns.acmedns.url=https://auth.example.com")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("acme.challenge.dns.acmedns.accounts")
				.hasMessageContaining("/register"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "webhook", "acmedns" })
	void credentialsInClearAreWarnedOf(String provider, CapturedOutput output) {
		configured(provider).withPropertyValues("acme.challenge.dns." + provider + ".url=http://dns.example.com")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("in clear").contains("Use 'https' in 'acme.challenge.dns." + provider + ".url'");
	}

	@Test
	void credentialsThatStayOnThisHostAreNotWarnedOf(CapturedOutput output) {
		configured("webhook").withPropertyValues("acme.challenge.dns.webhook.url=http://localhost:8080")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("in clear");
	}

	private ApplicationContextRunner configured(String provider) {
		return this.contextRunner.withPropertyValues("acme.challenge.dns.provider=" + provider)
			.withPropertyValues(CLOUDFLARE.toArray(String[]::new))
			.withPropertyValues(WEBHOOK.toArray(String[]::new))
			.withPropertyValues(ACMEDNS.toArray(String[]::new));
	}

	private static Route53Client client() {
		return Route53Client.builder()
			.region(Region.AWS_GLOBAL)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.build();
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	private static final class Switch {

	}

}
