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

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.actuate.endpoint.doctor.DoctorOperation;
import io.github.acmeboot.actuate.endpoint.page.AcmePage;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificates;

/**
 * Auto-configuration for the {@link AcmeEndpoint}.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, RenewalAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(AcmeManager.class)
@ConditionalOnAvailableEndpoint(AcmeEndpoint.class)
public final class AcmeEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AcmeEndpoint acmeEndpoint(AcmeManager manager, ObjectProvider<UnconfiguredCertificates> unconfigured,
			ObjectProvider<RemainingLimits> limits, ObjectProvider<Doctor> doctor,
			ApplicationEventPublisher eventPublisher) {
		return new AcmeEndpoint(manager, new Overview(manager, unconfigured::getIfAvailable, limits::getIfAvailable),
				new DoctorOperation(doctor::getIfAvailable), eventPublisher);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AcmeEndpoint.class)
	AcmeEndpointWebExtension acmeEndpointWebExtension(AcmeEndpoint endpoint, AcmeManager manager,
			ObjectProvider<UnconfiguredCertificates> unconfigured, ObjectProvider<RemainingLimits> limits,
			ObjectProvider<Doctor> doctor, ObjectProvider<EndpointAccessResolver> access,
			ObjectProvider<ClockSkews> skews) {
		Clock clock = skews.stream().map(ClockSkews::clock).findFirst().orElseGet(Clock::systemUTC);
		return new AcmeEndpointWebExtension(endpoint,
				new AcmePage(manager, unconfigured::getIfAvailable, limits::getIfAvailable,
						(name) -> doctor.stream().findFirst().flatMap((found) -> found.latest(name)),
						() -> isUnrestricted(access.getIfAvailable()), clock));
	}

	private static boolean isUnrestricted(@Nullable EndpointAccessResolver access) {
		return access != null && access.accessFor(EndpointId.of("acme"), Access.READ_ONLY) == Access.UNRESTRICTED;
	}

}
