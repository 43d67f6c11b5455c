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

import java.math.BigInteger;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.autoconfigure.AcmeTestServerConfiguration;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/testing.md} and {@code docs/guides/testing.md} show of a test of the
 * whole application.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "acme.challenge.http.port=0", "server.ssl.bundle=web", "acme.store.type=memory",
				"acme.issuers.letsencrypt.terms-of-service-agreed=true",
				"acme.certificates.web.domains=app.example.org" })
@Import(AcmeTestServerConfiguration.class)
class TestedApplicationTests {

	@Test
	void getsACertificate(@Autowired AcmeTestServer ca, @Autowired AcmeManager manager) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(ca.issued()).hasSize(1);
			assertThat(manager.status("web").orElseThrow().state()).isEqualTo(State.VALID);
		});
		assertThat(new BigInteger(manager.status("web").orElseThrow().serial(), 16))
			.isEqualTo(ca.issued().get(0).getSerialNumber());
	}

	@Test
	void goesOnServingWhenTheCaRefuses(@Autowired AcmeTestServer ca, @Autowired AcmeManager manager) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> manager.status("web").orElseThrow().state() == State.VALID);
		String served = manager.status("web").orElseThrow().serial();
		ca.faults().on(Operation.NEW_ORDER).rateLimit(Duration.ofHours(1));
		assertThat(manager.renew("web")).failsWithin(Duration.ofSeconds(30));
		assertThat(manager.status("web").orElseThrow().serial()).isEqualTo(served);
		ca.faults().clear();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
