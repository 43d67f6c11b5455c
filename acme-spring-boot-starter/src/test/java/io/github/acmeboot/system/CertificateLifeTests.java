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

package io.github.acmeboot.system;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of a certificate, from the first order to the next one, as a client sees it.
 */
class CertificateLifeTests {

	private final AcmeTestServer ca = AcmeTestServer.builder().certificateLife(Duration.ofSeconds(20)).start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void aCertificateIsIssuedServedAndRenewed() {
		try (RunningApplication application = RunningApplication.builder()
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port)
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
			String serial = application.status("web").serial();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !serial.equals(application.status("web").serial()));
			assertThat(this.ca.issued()).hasSize(2);
		}
	}

}
