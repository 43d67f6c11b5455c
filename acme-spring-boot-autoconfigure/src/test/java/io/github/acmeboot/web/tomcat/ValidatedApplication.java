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

package io.github.acmeboot.web.tomcat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.tls.TestCertificates;

/**
 * A served application that a CA validates by tls-alpn-01.
 */
final class ValidatedApplication implements AutoCloseable {

	static final String HOST = "a.example.com";

	private static final String PROPERTY = "acme.certificates.web.challenge=tls-alpn-01";

	private final TestCertificates ca = new TestCertificates();

	private final ServedApplication application;

	private final IssuedCertificate ordinary;

	private ValidatedApplication(ServedApplication application) {
		this.application = application;
		this.ordinary = publish();
	}

	static ValidatedApplication start(String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.add(PROPERTY);
		return startWithoutCertificate(all.toArray(String[]::new));
	}

	/**
	 * Starts the application with no certificate that uses the challenge.
	 * @param properties more properties
	 * @return the application
	 */
	static ValidatedApplication startWithoutCertificate(String... properties) {
		return new ValidatedApplication(ServedApplication.start(List.of(Challenges.class), properties));
	}

	IssuedCertificate publish() {
		IssuedCertificate certificate = this.ca.ec(HOST);
		this.application.publisher().publish("web", certificate);
		return certificate;
	}

	int port() {
		return this.application.port();
	}

	ServedApplication application() {
		return this.application;
	}

	/**
	 * Returns what was published at the start.
	 * @return the certificate
	 */
	IssuedCertificate ordinary() {
		return this.ordinary;
	}

	TestCertificates ca() {
		return this.ca;
	}

	PresentedChallenge present(String identifier, String token) {
		return this.application.context()
			.getBean(TlsAlpn01Responder.class)
			.present(new ChallengeRequest(Identifier.of(identifier), token, token + ".thumbprint",
					Instant.now().plusSeconds(600)));
	}

	@Override
	public void close() {
		this.application.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ChallengeAutoConfiguration.class)
	static class Challenges {

	}

}
