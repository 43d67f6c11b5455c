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

package io.github.acmeboot.actuate.endpoint;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.challenge.dns.rfc2136.Rfc2136AutoConfiguration;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfiguredSecrets}.
 */
class ConfiguredSecretsTests {

	private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";

	private static final String HMAC_KEY = "aG1hY2htYWNobWFjaG1hY2htYWNobWFj";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, SealingAutoConfiguration.class,
				SanitizingAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
				ConfigurationPropertiesReportEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*", "vault.key=" + SECRET,
				"acme.store.encryption.keys[0].id=k1", "acme.store.encryption.keys[0].secret=${vault.key}");

	@Test
	void noEndpointShowsASecretByDefault() {
		assertThatNoneIsShown(this.contextRunner);
	}

	@Test
	void noEndpointShowsASecretAlsoWhereValuesAreShown() {
		assertThatNoneIsShown(this.contextRunner.withPropertyValues("management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "some.other=visible"));
	}

	@Test
	void noEndpointShowsTheKeyOfAnAccountBinding() {
		String property = "acme.issuers.ca.external-account-binding.hmac-key";
		this.contextRunner.withPropertyValues("management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always", "acme.issuers.ca.terms-of-service-agreed=true",
				"acme.issuers.ca.external-account-binding.key-id=kid-1", property + "=" + HMAC_KEY,
				"acme.issuers.other.terms-of-service-agreed=true",
				"acme.issuers.other.external-account-binding.hmac-key=")
			.run((context) -> {
				assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
					.contains(property, "kid-1")
					.doesNotContain(HMAC_KEY);
				assertThat(json(context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties()))
					.contains("kid-1")
					.doesNotContain(HMAC_KEY);
			});
	}

	@Test
	void noEndpointShowsTheSecretOfADnsProvider() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(Rfc2136AutoConfiguration.class))
			.withPropertyValues("management.endpoint.env.show-values=always", "other.key=" + HMAC_KEY,
					"acme.issuers.ca.terms-of-service-agreed=true", "acme.challenge.dns.provider=rfc2136",
					"acme.challenge.dns.rfc2136.server=127.0.0.1", "acme.challenge.dns.rfc2136.tsig.key-name=acme",
					"acme.challenge.dns.rfc2136.tsig.secret=${other.key}")
			.run((context) -> assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
				.contains("acme.challenge.dns.rfc2136.tsig.secret", "other.key")
				.doesNotContain(HMAC_KEY));
	}

	@Test
	void otherValuesAreShownAsTheUserWants() {
		this.contextRunner
			.withPropertyValues("management.endpoint.env.show-values=always", "some.other=visible", "some.empty=")
			.run((context) -> assertThat(json(context.getBean(EnvironmentEndpoint.class).environment("some.*")))
				.contains("visible"));
	}

	@Test
	void isNotThereWithoutActuator() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, SealingAutoConfiguration.class,
					SanitizingAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("acmeEncryptionSecrets")
				.doesNotHaveBean("acmeAccountBindingSecrets")
				.doesNotHaveBean("acmeDnsProviderSecrets"));
	}

	private static void assertThatNoneIsShown(ApplicationContextRunner contextRunner) {
		contextRunner.run((context) -> {
			assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
				.contains("acme.store.encryption.keys[0].secret")
				.doesNotContain(SECRET);
			assertThat(json(context.getBean(EnvironmentEndpoint.class).environmentEntry("vault.key")))
				.doesNotContain(SECRET);
			assertThat(json(context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties()))
				.contains("acme.store.encryption")
				.doesNotContain(SECRET);
		});
	}

	private static String json(Object descriptor) {
		return new JsonMapper().writeValueAsString(descriptor);
	}

}
