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

package io.github.acmeboot.doctor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoctorAutoConfiguration}.
 */
class DoctorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, DoctorAutoConfiguration.class))
		.withPropertyValues("acme.issuers.ca.terms-of-service-agreed=true",
				"acme.certificates.web.domains=example.com");

	@Test
	void looksBeforeTheFirstOrderUnlessToldNotTo() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(Doctor.class)
			.hasSingleBean(FirstOrderExamination.class));
		this.contextRunner.withPropertyValues("acme.doctor.before-first-order=false")
			.run((context) -> assertThat(context).hasSingleBean(Doctor.class)
				.doesNotHaveBean(FirstOrderExamination.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "timeout=0s", "timeout=-1s", "first-order-timeout=0s", "total-timeout=-1m", "http-port=0",
			"http-port=65536", "tls-port=-1", "tls-port=70000" })
	void refusesWhatMakesNoSense(String setting) {
		String property = setting.substring(0, setting.indexOf('='));
		this.contextRunner.withPropertyValues("acme.doctor." + setting)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (mistake) -> {
					assertThat(mistake.getName()).isEqualTo("acme.doctor." + property);
					assertThat(mistake.getValue()).isNotNull();
					assertThat(mistake.getReason()).containsAnyOf("such as '30s'", "from 1 to 65535");
				}));
	}

}
