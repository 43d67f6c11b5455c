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

package io.github.acmeboot.challenge.dns.rfc2136;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rfc2136AutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class Rfc2136AutoConfigurationTests {

	private static final String PREFIX = "acme.challenge.dns.rfc2136.";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(Rfc2136AutoConfiguration.class))
		.withUserConfiguration(Switch.class)
		.withPropertyValues("acme.challenge.dns.provider=rfc2136", PREFIX + "server=ns1.example.com");

	@Test
	void theProviderAsksNobodyBeforeItIsNeeded() {
		this.contextRunner.run((context) -> assertThat(context.getBean(DnsProvider.class))
			.hasToString("Rfc2136DnsProvider[ns1.example.com:53]"));
	}

	@Test
	void anotherProviderOrNoneIsLeftAlone() {
		this.contextRunner.withPropertyValues("acme.challenge.dns.provider=cloudflare")
			.run((context) -> assertThat(context).doesNotHaveBean(DnsProvider.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(Rfc2136AutoConfiguration.class))
			.withUserConfiguration(Switch.class)
			.run((context) -> assertThat(context).doesNotHaveBean(DnsProvider.class));
	}

	@Test
	void backsOffWhenTheUserBringsAProvider() {
		this.contextRunner.withBean("mine", DnsProvider.class, UnusedProvider::new)
			.run((context) -> assertThat(context).hasSingleBean(DnsProvider.class).hasBean("mine"));
	}

	@Test
	void withoutTheLibraryThereIsNoProvider() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.xbill.DNS"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DnsProvider.class));
	}

	@Test
	void updatesThatAreNotSignedAreWarnedOf(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output)
			.contains("Updates sent to DNS server 'ns1.example.com:53' are not signed")
			.contains("Set 'acme.challenge.dns.rfc2136.tsig.key-name' and '.secret'."));
	}

	@Test
	void signedUpdatesAreNotWarnedOf(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues(PREFIX + "tsig.key-name=acme-key", PREFIX + "tsig.secret= c2VjcmV0 ",
					PREFIX + "tsig.algorithm=hmac-sha512")
			.run((context) -> {
				assertThat(context).hasSingleBean(DnsProvider.class);
				assertThat(output).doesNotContain("not signed").doesNotContain("c2VjcmV0");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			server=                      | server        | needs to know which server
			server=ns1:99999             | server        | Write a host with an optional port
			server=dns://ns1             | server        | Write a host with an optional port
			zone=example..com            | zone          | no DNS name
			timeout=0s                   | timeout       | more than zero
			ttl=0s                       | ttl           | from one second to seven days
			ttl=30d                      | ttl           | from one second to seven days
			tsig.key-name=acme-key       | tsig.secret   | Set both, or neither
			tsig.secret=c2VjcmV0         | tsig.key-name | Set both, or neither
			""")
	void aMistakeStopsTheStart(String mistake, String property, String remedy) {
		this.contextRunner.withPropertyValues(PREFIX + mistake)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining(PREFIX + property)
				.hasMessageNotContaining("c2VjcmV0")
				.extracting((failure) -> ((InvalidConfigurationPropertyValueException) failure).getReason())
				.asString()
				.contains(remedy));
	}

	@Test
	void aSecretThatIsNotBase64IsNotShown() {
		this.contextRunner.withPropertyValues(PREFIX + "tsig.key-name=acme-key", PREFIX + "tsig.secret=s3cret!")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining(PREFIX + "tsig")
				.hasMessageContaining("not base64")
				.hasMessageNotContaining("s3cret!"));
	}

	@Test
	void anAlgorithmThatNobodyKnowsIsToldWithThoseThatAreKnown() {
		this.contextRunner.withPropertyValues(PREFIX + "tsig.algorithm=hmac-md5")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(PREFIX + "tsig.algorithm")
				.hasStackTraceContaining("hmac-md5"));
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	static class Switch {

	}

	/**
	 * A provider of the user's.
	 */
	private static final class UnusedProvider implements DnsProvider {

		@Override
		public void add(TxtRecord record) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void remove(TxtRecord record) {
			throw new UnsupportedOperationException();
		}

	}

}
