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

package io.github.acmeboot.doctor.reach;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.Http01Properties;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.DoctorAutoConfiguration;
import io.github.acmeboot.doctor.DoctorProperties;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.OrderJournal;

/**
 * Auto-configuration of what looks whether a CA would reach this application.
 */
@AutoConfiguration(after = { DoctorAutoConfiguration.class, ChallengeAutoConfiguration.class })
@ConditionalOnBean({ Doctor.class, AcmeConnectionDetails.class })
public final class ReachDoctorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HostAddresses acmeLocalHostAddresses(DoctorProperties properties) {
		if (!properties.getResolvers().isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("acme.doctor.resolvers", properties.getResolvers(),
					"The JDK cannot ask other resolvers than those of the system. Add the library 'dnsjava:dnsjava', or remove the property.");
		}
		return HostAddresses.ofThisMachine();
	}

	@Bean
	ValidationTargets acmeValidationTargets(HostAddresses addresses, DoctorProperties properties,
			AcmeConnectionDetails connectionDetails) {
		return new ValidationTargets(addresses,
				Map.of(Http01Responder.TYPE, properties.getHttpPort(), TlsAlpn01Responder.TYPE,
						properties.getTlsPort()),
				(issuer, challenge, host) -> Optional
					.ofNullable(connectionDetails.getValidationAddress(issuer, challenge, host)),
				connectionDetails::isPublic);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 60)
	NameCheck acmeNameCheck(ValidationTargets targets) {
		return new NameCheck(targets);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 70)
	Http01Check acmeHttp01Check(ValidationTargets targets, ObjectProvider<ChallengeSolver> solvers,
			ObjectProvider<Http01Responder> responder, DoctorProperties properties, Http01Properties http01,
			ObjectProvider<Clock> clock) {
		Trial trial = trial(Http01Responder.TYPE, solvers,
				Optional.ofNullable(responder.getIfAvailable()).map((own) -> own::present), clock);
		return new Http01Check(targets, trial, new Http01Check.Settings(http01.getPort(), properties.getTlsPort(),
				!http01.getAllowedSources().isEmpty()));
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 80)
	TlsAlpn01Check acmeTlsAlpn01Check(ValidationTargets targets, ObjectProvider<ChallengeSolver> solvers,
			ObjectProvider<TlsAlpn01Responder> responder, ChallengeAnswers answers, ObjectProvider<Clock> clock) {
		Trial trial = trial(TlsAlpn01Responder.TYPE, solvers,
				Optional.ofNullable(responder.getIfAvailable()).map((own) -> own::present), clock);
		return new TlsAlpn01Check(targets, trial,
				(identifier) -> answers.find(TlsAlpn01Responder.TYPE, identifier).size());
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 90)
	Dns01Check acmeDns01Check(ObjectProvider<ChallengeSolver> solvers, OrderJournal orders,
			ObjectProvider<Clock> clock) {
		return new Dns01Check(trial(Dns01Check.TYPE, solvers, Optional.empty(), clock),
				(certificate) -> !orders.find(certificate).isEmpty());
	}

	private static Trial trial(String type, ObjectProvider<ChallengeSolver> solvers,
			Optional<Function<ChallengeRequest, PresentedChallenge>> alone, ObjectProvider<Clock> clock) {
		return new Trial(type, solvers.orderedStream().filter((solver) -> solver.type().equals(type)).toList(), alone,
				clock.getIfUnique(Clock::systemUTC));
	}

}
