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

package io.github.acmeboot;

import java.util.Optional;

/**
 * Makes the running server present certificates. Safe for use by several threads.
 */
public interface CertificatePublisher {

	/**
	 * Presents a certificate from the next handshake on, and proves it where the server
	 * can be reached. Publishing what is presented already does nothing.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate to present
	 * @throws AcmeException with the reason {@code PUBLISH} if the server does not
	 * present it; the former certificate is presented again then
	 */
	void publish(String name, IssuedCertificate certificate);

	/**
	 * Stops presenting a certificate, if it was added at run time.
	 * @param name the name of the managed certificate
	 */
	void withdraw(String name);

	/**
	 * Returns what is presented.
	 * @param name the name of the managed certificate
	 * @return the certificate presented, or empty while it is a placeholder
	 */
	Optional<IssuedCertificate> published(String name);

	/**
	 * Makes every client that connects from now on do a full handshake, so that it is
	 * presented what is published now: a client that resumes a session lives on with the
	 * certificate it saw first. Connections that are open stay open.
	 */
	default void endSessions() {
	}

}
