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

package io.github.acmeboot.sample;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readiness while the certificate fails. What it is while Redis is away is said by
 * {@code RedisOutageTests}.
 */
class ReadinessTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Test
	void isReadyWhileTheCertificateCannotBeRenewed() {
		try (RunningSample sample = RunningSample.startWithHttps("management.server.port=0",
				"management.server.ssl.enabled=false")) {
			sample.awaitCertificate();
			sample.bean(AcmeTestServer.class).behaviour().blockedIdentifiers("localhost");
			sample.bean(AcmeManager.class).renew("web").exceptionally((ex) -> null).join();
			assertThat(status(sample).lastFailure()).isNotNull();
			assertThat(sample.shopWithHttps().as("").get("/readyz").statusCode()).isEqualTo(200);
			assertReadyAndAlive(sample);
		}
	}

	@Test
	void isReadyWhileThereIsNoCertificateYet() {
		try (RunningSample sample = RunningSample.startWithHttps(List.of(RefusingCa.class), "management.server.port=0",
				"management.server.ssl.enabled=false")) {
			Awaitility.await().atMost(PATIENCE).until(() -> status(sample).lastFailure() != null);
			assertThat(status(sample).state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
			assertReadyAndAlive(sample);
			assertThat(sample.management().get("/actuator/health").statusCode()).isEqualTo(503);
		}
	}

	private static CertificateStatus status(RunningSample sample) {
		return sample.bean(AcmeManager.class).status("web").orElseThrow();
	}

	private static void assertReadyAndAlive(RunningSample sample) {
		assertThat(sample.management().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		assertThat(sample.management().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
	}

	/**
	 * Has the CA refuse the certificate from the start.
	 */
	@Configuration(proxyBeanMethods = false)
	static class RefusingCa {

		@Bean
		static BeanPostProcessor refusesTheCertificate() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof AcmeTestServer server) {
						server.behaviour().blockedIdentifiers("localhost");
					}
					return bean;
				}

			};
		}

	}

}
