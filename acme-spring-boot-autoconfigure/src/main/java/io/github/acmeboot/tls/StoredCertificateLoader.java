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

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.LocalCopy;

/**
 * Publishes the stored certificates right before the web server opens its port, or when
 * it is told to. A store that fails now does not keep the application from starting: the
 * local copy takes its place, where there is one, and it is asked again by the renewal.
 */
public final class StoredCertificateLoader implements SmartLifecycle {

	private final ManagedCertificates managedCertificates;

	private final CertificateRepository repository;

	private final LocalCopy copy;

	private final ServedCertificatePublisher publisher;

	private volatile boolean running;

	private boolean loaded;

	StoredCertificateLoader(ManagedCertificates managedCertificates, CertificateRepository repository, LocalCopy copy,
			ServedCertificatePublisher publisher) {
		this.managedCertificates = managedCertificates;
		this.repository = repository;
		this.copy = copy;
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
	 * Publishes what is stored and not published yet, once for each start.
	 */
	public synchronized void load() {
		if (this.loaded) {
			return;
		}
		this.loaded = true;
		FirstCertificates first = new FirstCertificates(this.repository, this.copy, System::nanoTime);
		this.managedCertificates.all().forEach((certificate) -> first.find(certificate.name()));
		first.report();
		this.publisher.publishAll(first.found());
	}

	@Override
	public synchronized void stop() {
		this.loaded = false;
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
