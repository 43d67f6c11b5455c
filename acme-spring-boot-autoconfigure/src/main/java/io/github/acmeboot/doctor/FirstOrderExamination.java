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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.renewal.order.OrderAdvisor;

/**
 * Looks at a certificate before its first order, once, and says in the log what will keep
 * it from being issued.
 */
final class FirstOrderExamination implements OrderAdvisor {

	private static final Log logger = LogFactory.getLog(FirstOrderExamination.class);

	private static final int MOST_REPEATED = 3;

	private final Map<String, ManagedCertificate> examined = new ConcurrentHashMap<>();

	private final Supplier<Doctor> doctor;

	private final TimeLimit timeLimit;

	FirstOrderExamination(Supplier<Doctor> doctor, ManagedCertificates certificates, Duration timeLimit) {
		this.doctor = doctor;
		this.timeLimit = new TimeLimit(timeLimit, "acme.doctor.first-order-timeout");
		certificates.onRemoval(this.examined::remove);
	}

	@Override
	public Optional<String> beforeFirstOrder(ManagedCertificate certificate) {
		if (certificate.equals(this.examined.put(certificate.name(), certificate))) {
			return Optional.empty();
		}
		try {
			return report(this.doctor.get().examine(certificate, this.timeLimit));
		}
		catch (RuntimeException ex) {
			logger.debug("'" + certificate.name() + "' could not be looked at before its first order", ex);
			return Optional.empty();
		}
	}

	private static Optional<String> report(Diagnosis diagnosis) {
		String name = "'" + diagnosis.certificate() + "'";
		List<Finding> failed = inOwnWords(diagnosis, Outcome.FAIL);
		failed.forEach((finding) -> logger.warn("Before the first order of " + name + ": " + finding));
		inOwnWords(diagnosis, Outcome.WARN)
			.forEach((finding) -> logger.info("Before the first order of " + name + ": " + finding));
		if (failed.isEmpty() && diagnosis.outcome() != Outcome.SKIPPED) {
			logger.info("Nothing was found that keeps " + name + " from being issued (%d looks in %d ms); ordering it"
				.formatted(diagnosis.findings().size(), diagnosis.duration().toMillis()));
		}
		return failed.stream()
			.limit(MOST_REPEATED)
			.map(FirstOrderExamination::text)
			.reduce((one, other) -> one + " " + other)
			.map((found) -> "The doctor found: " + found);
	}

	private static List<Finding> inOwnWords(Diagnosis diagnosis, Outcome outcome) {
		return diagnosis.findings(outcome).stream().map(Finding::inOwnWords).toList();
	}

	private static String text(Finding finding) {
		return finding.check() + " " + finding.subject() + ": " + finding.seen();
	}

}
