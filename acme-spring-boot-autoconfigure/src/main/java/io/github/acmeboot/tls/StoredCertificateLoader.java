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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.repository.CertificateRepository;

/**
 * Publishes the stored certificates right before the web server opens its port, or when
 * it is told to. A store that fails now does not keep the application from starting: it
 * is asked again by the renewal.
 */
public final class StoredCertificateLoader implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(StoredCertificateLoader.class);

	private final ManagedCertificates managedCertificates;

	private final CertificateRepository repository;

	private final ServedCertificatePublisher publisher;

	private volatile boolean running;

	StoredCertificateLoader(ManagedCertificates managedCertificates, CertificateRepository repository,
			ServedCertificatePublisher publisher) {
		this.managedCertificates = managedCertificates;
		this.repository = repository;
		this.publisher = publisher;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
	}

	@Override
	public void start() {
		load();
		this.running = true;
	}

	/**
	 * Publishes what is stored and not published yet.
	 */
	public void load() {
		Map<String, IssuedCertificate> stored = new LinkedHashMap<>();
		try {
			this.managedCertificates.all().forEach((certificate) -> load(certificate, stored));
		}
		catch (RuntimeException ex) {
			logger.warn("Starting with what is known of the certificates, and asking the store again once the "
					+ "application has started: " + ex.getMessage());
			logger.debug("Unable to read the stored certificates", ex);
		}
		this.publisher.publishAll(stored);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void load(ManagedCertificate certificate, Map<String, IssuedCertificate> stored) {
		try {
			this.repository.find(certificate.name())
				.ifPresent((found) -> stored.put(certificate.name(), found.value()));
		}
		catch (UnreadableValueException ex) {
			logger.warn(
					LogMessage.format("Starting with a placeholder for '%s': %s", certificate.name(), ex.getMessage()));
			logger.debug("Unable to read a stored certificate", ex);
		}
		catch (SealedValueException ex) {
			loadFormer(certificate.name(), stored, ex);
		}
	}

	private void loadFormer(String name, Map<String, IssuedCertificate> stored, SealedValueException failure) {
		Optional<IssuedCertificate> former = findFormer(name);
		former.ifPresent((certificate) -> stored.put(name, certificate));
		logger.warn("Starting with " + former
			.map((certificate) -> "the former certificate of '" + name + "', valid until " + certificate.notAfter())
			.orElse("a placeholder for '" + name + "'") + ": " + failure.getMessage());
	}

	private Optional<IssuedCertificate> findFormer(String name) {
		try {
			return this.repository.findPrevious(name);
		}
		catch (SealedValueException | UnreadableValueException ex) {
			logger.debug("Unable to read the former certificate either", ex);
			return Optional.empty();
		}
	}

}
