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

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.web.tomcat.AcmeTlsClient.Presented;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that ordinary traffic and the CA, asking for the same name at the same time,
 * never get what is for the other.
 */
class TlsAlpn01UnderLoadTests {

	private static final int HANDSHAKES = 150;

	private static final int CLIENTS = 2;

	private static final String HOST = ValidatedApplication.HOST;

	private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void everyHandshakeGetsItsOwnCertificate(boolean http2) throws Exception {
		ExecutorService executor = Executors.newCachedThreadPool();
		try (ValidatedApplication application = ValidatedApplication.start("server.http2.enabled=" + http2)) {
			List<Future<?>> workers = new ArrayList<>();
			for (String version : List.of("TLSv1.2", "TLSv1.3")) {
				for (int i = 0; i < CLIENTS; i++) {
					workers.add(executor.submit(() -> ordinary(application, version)));
				}
				workers.add(executor.submit(() -> validation(application, version)));
			}
			for (Future<?> worker : workers) {
				worker.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.mistakes).isEmpty();
	}

	private void ordinary(ValidatedApplication application, String version) {
		AcmeTlsClient resuming = new AcmeTlsClient(version);
		for (int i = 0; i < HANDSHAKES; i++) {
			AcmeTlsClient client = (i % 2 == 0) ? resuming : new AcmeTlsClient(version);
			String[] protocols = (i % 3 == 0) ? new String[0] : new String[] { "h2", "http/1.1" };
			Presented presented = attempt(() -> client.offer(application.port(), HOST, protocols));
			if (!presented.leaf().equals(application.ordinary().leaf())) {
				this.mistakes.add("Ordinary traffic was given " + presented.leaf().getSubjectX500Principal());
			}
			if (!presented.protocol().equals("h2") && !presented.response().startsWith("HTTP/1.1 200")) {
				this.mistakes.add("Ordinary traffic was answered '" + presented.response() + "'");
			}
		}
	}

	private void validation(ValidatedApplication application, String version) {
		for (int i = 0; i < HANDSHAKES; i++) {
			PresentedChallenge challenge = application.present(HOST, version + i);
			Presented presented = attempt(() -> new AcmeTlsClient(version).validate(application.port(), HOST));
			if (!presented.isChallenge()) {
				this.mistakes.add("The CA was given " + presented.leaf().getSubjectX500Principal());
			}
			challenge.close();
		}
	}

	private Presented attempt(Callable<Presented> handshake) {
		try {
			return handshake.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException("A handshake failed", ex);
		}
	}

}
