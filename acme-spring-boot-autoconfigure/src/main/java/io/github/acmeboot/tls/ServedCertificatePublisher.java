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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;

/**
 * Publishes to the running server first, by one write, and then to everybody else by the
 * certificate's bundle.
 */
final class ServedCertificatePublisher implements CertificatePublisher {

	private static final Log logger = LogFactory.getLog(ServedCertificatePublisher.class);

	private final Lock lock = new ReentrantLock();

	private final ServedCertificates servedCertificates;

	private final AcmeSslBundleRegistrar bundles;

	private final SslBundleRegistry registry;

	private final List<PublicationProof> proofs;

	private final Supplier<Stream<TlsSessions>> sessions;

	private final ApplicationEventPublisher events;

	ServedCertificatePublisher(ServedCertificates servedCertificates, AcmeSslBundleRegistrar bundles,
			SslBundleRegistry registry, List<PublicationProof> proofs, Supplier<Stream<TlsSessions>> sessions,
			ApplicationEventPublisher events) {
		this.servedCertificates = servedCertificates;
		this.bundles = bundles;
		this.registry = registry;
		this.proofs = List.copyOf(proofs);
		this.sessions = sessions;
		this.events = events;
	}

	@Override
	public void publish(String name, IssuedCertificate certificate) {
		exclusively(() -> {
			if (!isPublished(name, certificate)) {
				replace(ServedCertificate.issued(name, certificate));
			}
		});
	}

	@Override
	public void withdraw(String name) {
		exclusively(() -> this.servedCertificates.find(name)
			.filter((served) -> this.bundles.bundle(served).isEmpty())
			.ifPresent((served) -> this.servedCertificates.remove(name)));
	}

	@Override
	public Optional<IssuedCertificate> published(String name) {
		return this.servedCertificates.find(name)
			.filter((served) -> !served.placeholder())
			.map(ServedCertificate::certificate);
	}

	@Override
	public void endSessions() {
		this.sessions.get().forEach(TlsSessions::invalidate);
	}

	/**
	 * Publishes many certificates at once, before there is a server to prove it. Those
	 * that are published already are left alone.
	 * @param certificates the certificates by name
	 */
	void publishAll(Map<String, IssuedCertificate> certificates) {
		exclusively(() -> replaceAll(certificates.entrySet()
			.stream()
			.filter((entry) -> !isPublished(entry.getKey(), entry.getValue()))
			.map((entry) -> ServedCertificate.issued(entry.getKey(), entry.getValue()))
			.toList()));
	}

	private boolean isPublished(String name, IssuedCertificate certificate) {
		return published(name).filter(certificate::equals).isPresent();
	}

	private void replaceAll(List<ServedCertificate> next) {
		long start = System.nanoTime();
		this.servedCertificates.putAll(next);
		next.forEach(this::updateBundle);
		Duration duration = Duration.ofNanos(System.nanoTime() - start);
		next.forEach((served) -> announce(served, duration));
	}

	private void replace(ServedCertificate next) {
		Optional<ServedCertificate> former = this.servedCertificates.find(next.name());
		long start = System.nanoTime();
		present(next);
		Duration duration = Duration.ofNanos(System.nanoTime() - start);
		try {
			this.proofs.forEach((proof) -> proof.prove(next));
		}
		catch (RuntimeException ex) {
			former.ifPresentOrElse(this::present, () -> this.servedCertificates.remove(next.name()));
			throw ex;
		}
		announce(next, duration);
	}

	private void present(ServedCertificate served) {
		this.servedCertificates.put(served);
		updateBundle(served);
	}

	private void updateBundle(ServedCertificate served) {
		try {
			this.bundles.bundle(served).ifPresent((bundle) -> this.registry.updateBundle(served.name(), bundle));
		}
		catch (RuntimeException ex) {
			logger.warn(LogMessage.format(
					"The certificate '%s' is presented, but whoever uses the SSL bundle of that "
							+ "name by other means may still use the former one until the next renewal or restart",
					served.name()), ex);
		}
	}

	private void announce(ServedCertificate served, Duration duration) {
		logger.info(LogMessage.format("Presenting certificate '%s', serial %s, valid until %s", served.name(),
				served.certificate().serial(), served.certificate().notAfter()));
		try {
			this.events.publishEvent(new CertificatePublishedEvent(served.name(), served.certificate(), duration));
		}
		catch (RuntimeException ex) {
			logger.warn(LogMessage.format("A listener failed when the certificate '%s' was published", served.name()),
					ex);
		}
	}

	private void exclusively(Runnable work) {
		this.lock.lock();
		try {
			work.run();
		}
		finally {
			this.lock.unlock();
		}
	}

}
