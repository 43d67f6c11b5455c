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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Every mistake in the properties, started for real, and what Boot then tells the person
 * who made it.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyMistakesTests {

	private static final String ACTION = "Review the value of the property with the provided reason.";

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void aMistakeStopsTheStartNamingPropertyValueAndRemedy(String mistake, List<String> properties, String value,
			String property, String reason, CapturedOutput output) {
		fails(properties);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '" + value + "' for configuration property '" + property + "'")
			.contains(reason)
			.contains(ACTION);
	}

	static Stream<Arguments> aMistakeStopsTheStartNamingPropertyValueAndRemedy() {
		String many = String.join(",",
				IntStream.rangeClosed(1, 101).mapToObj((i) -> "h" + i + ".example.com").toList());
		return Stream.of(
				Arguments.of("certificates but no issuer", List.of("acme.certificates.web.domains=example.com"), "",
						"acme.issuers", "set 'acme.issuers.letsencrypt.terms-of-service-agreed' to 'true'"),
				Arguments.of("an unknown issuer", with("acme.certificates.web.issuers=le,zero"), "zero",
						"acme.certificates.web.issuers[1]",
						"There is no issuer of that name. Configure it under 'acme.issuers', or use one of: le."),
				Arguments.of("terms not agreed to", with("acme.issuers.le.terms-of-service-agreed=false"), "false",
						"acme.issuers.le.terms-of-service-agreed",
						"Read them at https://letsencrypt.org/repository/. Set the property to 'true' if you agree."),
				Arguments.of("terms of another CA not agreed to",
						with("acme.issuers.ca.directory-url=https://ca.example.org/dir"), "false",
						"acme.issuers.ca.terms-of-service-agreed",
						"'termsOfService' has in the directory https://ca.example.org/dir."),
				Arguments.of("a misspelt issuer", with("acme.issuers.el.rate-limits.new-orders=5/1h"), "false",
						"acme.issuers.el.terms-of-service-agreed",
						"If no other CA is meant by 'el', correct the name to one of: le."),
				Arguments.of("no domain", with("acme.certificates.web.domains="), "", "acme.certificates.web.domains",
						"A certificate needs at least one domain. Name the hosts it is for."),
				Arguments.of("a blank domain",
						with("acme.certificates.web.domains[0]=example.com", "acme.certificates.web.domains[1]= "), " ",
						"acme.certificates.web.domains[1]", "a domain must not be empty"),
				Arguments.of("an invalid domain", with("acme.certificates.web.domains=example.com, exa_mple.com"),
						"exa_mple.com", "acme.certificates.web.domains[1]", "the label 'exa_mple' must have"),
				Arguments.of("a URL for a domain", with("acme.certificates.web.domains=https://example.com/"),
						"https://example.com/", "acme.certificates.web.domains[0]",
						"Write a host name without scheme, port and path, or an IP address."),
				Arguments.of("a wildcard by http-01", with("acme.certificates.web.domains=*.example.com"),
						"*.example.com", "acme.certificates.web.domains[0]",
						"Set 'acme.certificates.web.challenge' to 'dns-01', or name each host."),
				Arguments.of("an IP address by dns-01",
						with("acme.certificates.web.domains=1.1.1.1", "acme.certificates.web.challenge=dns-01"),
						"1.1.1.1", "acme.certificates.web.domains[0]",
						"An IP address can only be proven by http-01 or tls-alpn-01, not by dns-01."),
				Arguments.of("too many domains", with("acme.certificates.web.domains=" + many), many,
						"acme.certificates.web.domains", "Divide them into several certificates."),
				Arguments.of("localhost at a public CA", with("acme.certificates.web.domains=localhost"), "localhost",
						"acme.certificates.web.domains[0]", "A public CA never issues for a private name"),
				Arguments.of("a private name at a public CA among others",
						with("acme.certificates.web.domains=nas.local", "acme.issuers.own.terms-of-service-agreed=true",
								"acme.issuers.own.directory-url=https://ca.corp.example/dir"),
						"nas.local", "acme.certificates.web.domains[0]", "set 'directory-url' of the issuer"),
				Arguments.of("a private address at a public CA",
						with("acme.certificates.web.domains=example.com,192.168.1.1"), "192.168.1.1",
						"acme.certificates.web.domains[1]", "A public CA never issues for a private name"),
				Arguments.of("a directory over http", with("acme.issuers.le.directory-url=http://ca.example.com/dir"),
						"http://ca.example.com/dir", "acme.issuers.le.directory-url",
						"A directory is only asked over HTTPS."),
				Arguments.of("an unknown shortcut", with("acme.issuers.le.directory-url=acme://letsencrpyt.org"),
						"acme://letsencrpyt.org", "acme.issuers.le.directory-url",
						"Use 'acme://letsencrypt.org', 'acme://letsencrypt.org/staging'"),
				Arguments.of("a malformed directory", with("acme.issuers.le.directory-url=https://ca example"),
						"https://ca example", "acme.issuers.le.directory-url", "It is no URL: Illegal character"),
				Arguments.of("an empty directory", with("acme.issuers.le.directory-url="), "",
						"acme.issuers.le.directory-url", "A directory is only asked over HTTPS."),
				Arguments.of("a bad address", with("acme.issuers.le.email=mailto:ops@example.com"),
						"mailto:ops@example.com", "acme.issuers.le.email", "without 'mailto:'"),
				Arguments.of("a key identifier without a key",
						with("acme.issuers.le.external-account-binding.key-id=k"), "",
						"acme.issuers.le.external-account-binding.hmac-key", "Set both, or neither."),
				Arguments.of("a key without its identifier",
						with("acme.issuers.le.external-account-binding.hmac-key=c2VjcmV0"), "",
						"acme.issuers.le.external-account-binding.key-id", "Set both, or neither."),
				Arguments.of("an unknown MAC algorithm",
						with("acme.issuers.le.external-account-binding.algorithm=RS256"), "RS256",
						"acme.issuers.le.external-account-binding.algorithm", "Use HS256, HS384 or HS512"),
				Arguments.of("a key that is not base64url",
						with("acme.issuers.le.external-account-binding.key-id=k",
								"acme.issuers.le.external-account-binding.hmac-key=top+secret"),
						"******", "acme.issuers.le.external-account-binding", "Its 'hmac-key' is not base64url."),
				Arguments.of("an unknown SSL bundle", with("acme.issuers.le.ssl-bundle=corp"), "corp",
						"acme.issuers.le.ssl-bundle", "There is no SSL bundle of that name."),
				Arguments.of("a certificate name no key can have", with("acme.certificates[a/b].domains=example.com"),
						"a/b", "acme.certificates[a/b]", "Use 1 to 100 letters, digits, dots, hyphens and underscores"),
				Arguments.of("two certificate names that differ in case only",
						with("acme.certificates[Web].domains=example.com"), "web", "acme.certificates.web",
						"Rename one of them."),
				Arguments.of("an issuer name no key can have", with("acme.issuers[a b].terms-of-service-agreed=true"),
						"a b", "acme.issuers[a b]", "The name becomes part of keys and file names."),
				Arguments.of("a timeout of nothing", with("acme.timeouts.read=0s"), "0s", "acme.timeouts.read",
						"The duration must be more than zero, such as '30s'."),
				Arguments.of("a negative timeout of an issuer", with("acme.issuers.le.timeouts.order=-1m"), "-1m",
						"acme.issuers.le.timeouts.order", "The duration must be more than zero, such as '30s'."),
				Arguments.of("a check without a pause", with("acme.renewal.check-interval=0"), "0",
						"acme.renewal.check-interval", "The duration must be more than zero, such as '30s'."),
				Arguments.of("no attempt at all", with("acme.renewal.retry.max-attempts=0"), "0",
						"acme.renewal.retry.max-attempts", "use '1' for no retry, or more."),
				Arguments.of("a wait that shrinks", with("acme.renewal.retry.multiplier=0.5"), "0.5",
						"acme.renewal.retry.multiplier", "use '1' for equal waits, or more."),
				Arguments.of("a refresh without a pause", with("acme.store.refresh-interval=0"), "0",
						"acme.store.refresh-interval", "The duration must be more than zero, such as '30s'."),
				Arguments.of("a negative wait", with("acme.startup.wait=-1s"), "-1s", "acme.startup.wait",
						"Use '0s' to wait for nothing, or a positive duration."),
				Arguments.of("no challenge type", with("acme.certificates.web.challenge="), "",
						"acme.certificates.web.challenge", "Use 'http-01', or remove the property."));
	}

	@ParameterizedTest
	@MethodSource
	void aValueThatCannotBeReadIsAnalysedByBoot(String property, String value, String reason, CapturedOutput output) {
		fails(with(property + "=" + value));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: " + property)
			.contains("Value: \"" + value + "\"")
			.contains(reason);
	}

	static Stream<Arguments> aValueThatCannotBeReadIsAnalysedByBoot() {
		return Stream.of(Arguments.of("acme.certificates.web.key-type", "ec-p512", "The following values are valid:"),
				Arguments.of("acme.certificates.web.renewal.renew-before", "120%",
						"must be more than 0 % and less than"),
				Arguments.of("acme.certificates.web.renewal.renew-before", "soon",
						"'soon' is neither a duration such as '10d' nor a percentage such as '33%'"),
				Arguments.of("acme.issuers.le.rate-limits.new-orders", "often",
						"'often' is neither a number and a period such as '5/7d' nor 'none'"),
				Arguments.of("acme.issuers.le.rate-limits.failed-authorizations", "0/1h", "'none' is for no limit"),
				Arguments.of("acme.renewal.check-interval", "often", "'often' is not a valid duration"),
				Arguments.of("acme.startup.on-timeout", "panic", "The following values are valid:"));
	}

	@Test
	void secretsAreNeverShown(CapturedOutput output) {
		fails(with("acme.issuers.le.external-account-binding.key-id=k",
				"acme.issuers.le.external-account-binding.hmac-key=top+secret"));
		assertThat(output).contains("external-account-binding").doesNotContain("top+secret");
	}

	private static List<String> with(String... properties) {
		List<String> all = new ArrayList<>(
				List.of("acme.issuers.le.terms-of-service-agreed=true", "acme.certificates.web.domains=example.com"));
		List.of(properties).forEach((property) -> {
			all.removeIf((other) -> nameOf(other).equals(nameOf(property).replaceAll("\\[\\d+]$", "")));
			all.add(property);
		});
		return all;
	}

	private static String nameOf(String property) {
		return property.substring(0, property.indexOf('='));
	}

	private static void fails(List<String> properties) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		String[] arguments = properties.stream().map((property) -> "--" + property).toArray(String[]::new);
		assertThatException().isThrownBy(() -> application.run(arguments).close());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AcmeAutoConfiguration.class, SslAutoConfiguration.class })
	static class Application {

	}

}
