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

package io.github.acmeboot.doctor.directory;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.DoctorAutoConfiguration;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.Stored;

/**
 * Auto-configuration of what looks at the CAs.
 */
@AutoConfiguration(after = DoctorAutoConfiguration.class,
		afterName = "io.github.acmeboot.issuer.IssuerAutoConfiguration")
@ConditionalOnBean(Doctor.class)
public final class DirectoryDoctorAutoConfiguration {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 30)
	@ConditionalOnBean(IssuerDirectories.class)
	DirectoryCheck acmeDirectoryCheck(IssuerDirectories directories, ObjectProvider<IssuerAccounts> accounts) {
		return new DirectoryCheck(directories,
				(issuer) -> accounts.stream()
					.map(IssuerAccounts::all)
					.flatMap(List::stream)
					.filter((account) -> account.issuer().equals(issuer))
					.findFirst());
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 40)
	@ConditionalOnBean(IssuerDirectories.class)
	ClockCheck acmeClockCheck(IssuerDirectories directories, ClockSkews skews) {
		return new ClockCheck(directories, skews);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 50)
	@ConditionalOnBean(RemainingLimits.class)
	LimitsCheck acmeLimitsCheck(RemainingLimits limits, CertificateRepository certificates, OrderJournal orders,
			ClockSkews skews) {
		return new LimitsCheck(limits, (name) -> certificates.find(name).map(Stored::value),
				(certificate) -> orders.find(certificate.name())
					.stream()
					.filter((entry) -> entry.location() != null && entry.isFor(certificate.identifiers()))
					.map(OrderEntry::issuer)
					.collect(Collectors.toSet()),
				skews.clock());
	}

}
