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

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;

/**
 * Auto-configuration of what looks at certificates before they are ordered.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class)
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(DoctorProperties.class)
public final class DoctorAutoConfiguration {

	@Bean
	DoctorPropertiesCheck acmeDoctorPropertiesCheck(DoctorProperties properties) {
		return new DoctorPropertiesCheck(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	Doctor acmeDoctor(ObjectProvider<Check> checks, ManagedCertificates certificates, DoctorProperties properties,
			ObjectProvider<Clock> clock) {
		return new Doctor(() -> checks.orderedStream().toList(), certificates, properties.getTimeout(),
				properties.getTotalTimeout(), clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "acme.doctor.before-first-order", matchIfMissing = true)
	FirstOrderExamination acmeFirstOrderExamination(ObjectProvider<Doctor> doctor, ManagedCertificates certificates,
			DoctorProperties properties) {
		return new FirstOrderExamination(doctor::getObject, certificates, properties.getFirstOrderTimeout());
	}

}
