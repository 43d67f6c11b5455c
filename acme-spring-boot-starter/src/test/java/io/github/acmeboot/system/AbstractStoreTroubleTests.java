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

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose store comes to harm.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractStoreTroubleTests {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	static final String HOST = "www.example.org";

	final SwitchableAcmeStore store = new SwitchableAcmeStore();

	final AcmeTestServer ca = AcmeTestServer.start();

	@TempDir
	Path directory;

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	RunningApplication.Builder application() {
		return RunningApplication.builder()
			.with("acme.store.refresh-interval", "200ms")
			.with("management.endpoint.health.show-details", "always")
			.store(this.store)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	static void awaitValid(RunningApplication application) {
		await(() -> application.status("web").state() == CertificateStatus.State.VALID
				&& application.status("web").issuer() != null);
	}

	static void awaitTrouble(RunningApplication application, Kind kind) {
		await(() -> {
			StoreStatus.@Nullable Trouble trouble = application.manager().storeStatus().trouble();
			return trouble != null && trouble.kind() == kind;
		});
	}

	static void awaitRecovery(RunningApplication application) {
		await(() -> application.manager().storeStatus().state() == StoreStatus.State.AVAILABLE);
	}

	static void await(Supplier<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition::get);
	}

	static void assertUpAndSays(RunningApplication application, Kind kind) {
		IndicatedHealthDescriptor health = health(application);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).extractingByKey("store", InstanceOfAssertFactories.MAP)
			.containsEntry("state", StoreStatus.State.IN_TROUBLE)
			.containsEntry("trouble", kind)
			.containsKeys("type", "message", "since");
	}

	static IndicatedHealthDescriptor health(RunningApplication application) {
		return (IndicatedHealthDescriptor) application.context().getBean(HealthEndpoint.class).healthForPath("acme");
	}

}
