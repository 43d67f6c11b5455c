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

package io.github.acmeboot.renewal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;

/**
 * A server that presents what it is told, if it is not broken.
 */
final class TestPublisher implements CertificatePublisher {

	final List<String> serials = new CopyOnWriteArrayList<>();

	final List<String> withdrawn = new CopyOnWriteArrayList<>();

	volatile boolean broken;

	volatile int sessionsEnded;

	private final Map<String, IssuedCertificate> published = new ConcurrentHashMap<>();

	@Override
	public void publish(String name, IssuedCertificate certificate) {
		if (this.broken) {
			throw new AcmeException(AcmeException.Reason.PUBLISH, "The server presents something else.");
		}
		if (!certificate.equals(this.published.put(name, certificate))) {
			this.serials.add(certificate.serial());
		}
	}

	@Override
	public void endSessions() {
		this.sessionsEnded++;
	}

	@Override
	public void withdraw(String name) {
		this.withdrawn.add(name);
		this.published.remove(name);
	}

	@Override
	public Optional<IssuedCertificate> published(String name) {
		return Optional.ofNullable(this.published.get(name));
	}

}
