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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.CertificateRepository;

/**
 * The stored certificates that are not looked after here: no longer configured, or
 * another instance's.
 */
public final class UnconfiguredCertificates {

	private static final Log logger = LogFactory.getLog(UnconfiguredCertificates.class);

	private static final int READ_AT_MOST = 100;

	private final ManagedCertificates managed;

	private final CertificateRepository certificates;

	UnconfiguredCertificates(ManagedCertificates managed, CertificateRepository certificates) {
		this.managed = managed;
		this.certificates = certificates;
	}

	/**
	 * Lists the names of these certificates.
	 * @return the names in their natural order
	 * @throws AcmeException if the store fails
	 */
	List<String> names() {
		return this.certificates.names().stream().filter((name) -> this.managed.find(name).isEmpty()).toList();
	}

	/**
	 * Finds these certificates. Reads the first hundred of them; of the others only the
	 * name is known.
	 * @return the certificates by the order of their names, or empty if the store fails
	 */
	public Optional<List<UnconfiguredCertificate>> find() {
		try {
			List<String> names = names();
			return Optional.of(IntStream.range(0, names.size())
				.mapToObj((index) -> describe(names.get(index), index < READ_AT_MOST))
				.toList());
		}
		catch (AcmeException ex) {
			logger.debug("It is not known which stored certificates are not configured here", ex);
			return Optional.empty();
		}
	}

	private UnconfiguredCertificate describe(String name, boolean read) {
		Instant notAfter = read ? notAfter(name).orElse(null) : null;
		return new UnconfiguredCertificate(name, notAfter,
				(notAfter != null) ? notAfter.plus(Housekeeping.KEPT_AFTER_EXPIRY) : null);
	}

	private Optional<Instant> notAfter(String name) {
		try {
			return this.certificates.findCurrent(name).map((stored) -> stored.value().notAfter());
		}
		catch (AcmeException ex) {
			logger.debug("'" + name + "' cannot be read", ex);
			return Optional.empty();
		}
	}

}
