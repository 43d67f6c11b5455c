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

package io.github.acmeboot.renewal.recovery;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.renewal.order.FreshCertificate;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.UnsavedCertificate;

/**
 * Keeps on this machine what the store may not have: the certificates that were issued
 * and are not saved yet, in memory and in the local copy where there is one, so that they
 * outlive a restart; and there, too, those that are served.
 */
public final class KeptCertificates {

	private static final Log logger = LogFactory.getLog(KeptCertificates.class);

	private final Map<String, FreshCertificate> unsaved = new ConcurrentHashMap<>();

	private final Set<String> recalled = ConcurrentHashMap.newKeySet();

	private final LocalCopy copy;

	private final Clock clock;

	/**
	 * Creates a keeper of certificates.
	 * @param copy the local copy
	 * @param clock the clock
	 */
	public KeptCertificates(LocalCopy copy, Clock clock) {
		this.copy = copy;
		this.clock = clock;
	}

	/**
	 * Remembers what was not saved before the last stop. Done once for each certificate.
	 * @param wanted what is wanted
	 */
	public void recall(ManagedCertificate wanted) {
		String name = wanted.name();
		if (this.recalled.add(name)) {
			this.copy.findUnsaved(name)
				.filter((found) -> found.certificate().isValidAt(this.clock.instant()))
				.ifPresent((found) -> recall(wanted, found));
		}
	}

	private void recall(ManagedCertificate wanted, UnsavedCertificate found) {
		Ordered ordered = found.ordered();
		ManagedCertificate asked = new ManagedCertificate(wanted.name(), ordered.identifiers(), wanted.issuers(),
				wanted.challenge(), ordered.keyType(), wanted.reuseKey(), ordered.profile(), wanted.renewBefore(),
				wanted.renewalEnabled());
		IssuanceRequest request = new IssuanceRequest(asked, ordered.issuer(), this.copy.find(wanted.name()), () -> {
		}, 0);
		logger.info("The certificate '" + wanted.name() + "', serial " + found.certificate().serial()
				+ ", was issued before the restart and is not in the store yet; it is saved now, and not ordered again");
		this.unsaved.putIfAbsent(wanted.name(),
				new FreshCertificate(found.certificate(), request, ordered, found.replaced(), found.started()));
	}

	/**
	 * Finds a certificate that is not saved yet.
	 * @param name the name of the certificate
	 * @return the certificate, or empty if all is saved
	 */
	public Optional<FreshCertificate> find(String name) {
		return Optional.ofNullable(this.unsaved.get(name));
	}

	/**
	 * Keeps a certificate until it is saved.
	 * @param name the name of the certificate
	 * @param fresh the certificate
	 */
	public void keep(String name, FreshCertificate fresh) {
		this.unsaved.put(name, fresh);
		this.copy.keepUnsaved(name,
				new UnsavedCertificate(fresh.certificate(), fresh.ordered(), fresh.replaced(), fresh.started()));
	}

	/**
	 * Copies what is served. What is not saved yet is kept beside it, and takes its place
	 * later.
	 * @param name the name of the certificate
	 * @param served what is served
	 */
	public void copy(String name, IssuedCertificate served) {
		if (!this.unsaved.containsKey(name)) {
			this.copy.keep(name, served);
		}
	}

	/**
	 * Forgets a certificate: it is saved, or of no more use.
	 * @param name the name of the certificate
	 */
	public void forget(String name) {
		if (this.unsaved.remove(name) != null) {
			this.copy.forgetUnsaved(name);
		}
	}

}
