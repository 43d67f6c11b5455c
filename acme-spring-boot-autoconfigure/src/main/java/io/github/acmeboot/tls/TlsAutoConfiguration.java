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

package io.github.acmeboot.tls;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

/**
 * Registers an SSL bundle for each configured certificate and keeps it up to date.
 */
@AutoConfiguration(
		after = { AcmeAutoConfiguration.class, SslAutoConfiguration.class, RepositoryAutoConfiguration.class })
@ConditionalOnBean({ AcmeProperties.class, ManagedCertificates.class })
public final class TlsAutoConfiguration {

	@Bean
	ServedCertificates servedCertificates() {
		return new ServedCertificates();
	}

	@Bean
	AcmeSslBundleRegistrar acmeSslBundleRegistrar(ManagedCertificates managedCertificates,
			ServedCertificates servedCertificates, ObjectProvider<Clock> clock) {
		return new AcmeSslBundleRegistrar(managedCertificates, servedCertificates, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean(CertificatePublisher.class)
	ServedCertificatePublisher certificatePublisher(ServedCertificates servedCertificates,
			AcmeSslBundleRegistrar registrar, SslBundleRegistry registry, ObjectProvider<PublicationProof> proofs,
			ObjectProvider<TlsSessions> sessions, ApplicationEventPublisher events) {
		return new ServedCertificatePublisher(servedCertificates, registrar, registry, proofs.orderedStream().toList(),
				sessions::orderedStream, events);
	}

	@Bean
	@ConditionalOnBean({ CertificateRepository.class, ServedCertificatePublisher.class })
	StoredCertificateLoader storedCertificateLoader(ManagedCertificates managedCertificates,
			CertificateRepository repository, ObjectProvider<LocalCopy> copy, ServedCertificatePublisher publisher) {
		return new StoredCertificateLoader(managedCertificates, repository, copy.getIfAvailable(LocalCopy::off),
				publisher);
	}

}
