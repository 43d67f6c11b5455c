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

package io.github.acmeboot.challenge;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

/**
 * Auto-configuration for what answers challenges, whichever way they come.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, RepositoryAutoConfiguration.class })
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(Http01Properties.class)
public final class ChallengeAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Http01Responder http01Responder(ChallengeAnswers answers, ManagedCertificates certificates,
			Http01Properties properties, ObjectProvider<Clock> clock) {
		return new Http01Responder(answers, certificates, allowedSources(properties),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	TlsAlpn01Responder tlsAlpn01Responder(ChallengeAnswers answers, ManagedCertificates certificates,
			ObjectProvider<Clock> clock) {
		return new TlsAlpn01Responder(answers, certificates, clock.getIfUnique(Clock::systemUTC));
	}

	private AllowedSources allowedSources(Http01Properties properties) {
		try {
			return new AllowedSources(properties.getAllowedSources());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("acme.challenge.http.allowed-sources",
					properties.getAllowedSources(), ex.getMessage()
							+ ". Write blocks as 192.0.2.0/24 or 2001:db8::/32, or leave the property out to allow everyone.");
		}
	}

}
