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
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.file.FileAcmeStore;
import io.github.acmeboot.store.sealing.TestKeys;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application whose store is sealed, and what its clients see when somebody has
 * laid hands on the store or on the keys.
 */
class SealedStoreTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HOST = "www.example.org";

	private static final String KEY = "certificates/web";

	@TempDir
	private Path directory;

	private final AcmeTestServer ca = AcmeTestServer.start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void atTheStartTheFormerCertificateIsServedInPlaceOfATamperedOne() {
		String former = issueTwice("k1");
		tamper(KEY, (content) -> flipped(content));
		try (RunningApplication application = application("k1").start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(former);
			assertThatHealthSays(application, former, "its seal is broken");
			assertThat(this.ca.requestCount(Operation.NEW_ORDER)).isZero();
		}
	}

	@Test
	void aCertificateThatWasMovedHereIsNotServed() {
		String former = issueTwice("k1");
		AcmeStore sealed = TestKeys.sealing("k1").over(raw());
		StoredValue current = sealed.load(KEY).orElseThrow();
		sealed.save("certificates/other", current.content(), WriteCondition.absent());
		tamper(KEY, (content) -> raw().load("certificates/other").orElseThrow().content());
		try (RunningApplication application = application("k1").start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(former);
			assertThatHealthSays(application, former, "moved here from another place");
		}
	}

	@Test
	void whatIsServedGoesOnBeingServedWhenTheStoreIsTamperedWith() {
		try (RunningApplication application = application("k1").start()) {
			awaitValid(application);
			String serial = application.status("web").serial();
			this.ca.resetRequests();
			tamper(KEY, (content) -> flipped(content));
			assertThatHealthSays(application, serial, "its seal is broken");
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
			assertThat(this.ca.requestCount(Operation.NEW_ORDER)).isZero();
			application.manager().renew("web").join();
			assertThat(application.status("web").lastFailure()).isNull();
			assertThat(Handshake.serial(application.port(), HOST)).isNotEqualTo(serial);
			assertThat(raw().list(KEY + "/refused/")).hasSize(1);
		}
	}

	@Test
	void withoutTheKeyTheFormerCertificateIsServedAndNothingIsOrdered() {
		String former = issueTwice("k1");
		AcmeStore newer = TestKeys.sealing("k2", "k1").over(raw());
		StoredValue current = newer.load(KEY).orElseThrow();
		newer.save(KEY, current.content(), WriteCondition.version(current.version()));
		StoredValue stored = raw().load(KEY).orElseThrow();
		try (RunningApplication application = application("k1").start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(former);
			assertThatHealthSays(application, former, "Add the key 'k2' at the end of that list");
			assertThat(raw().load(KEY)).contains(stored);
			assertThat(this.ca.requestCount(Operation.NEW_ORDER)).isZero();
		}
		try (RunningApplication application = application("k1", "k2").start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isNotEqualTo(former);
			assertThat(this.ca.requestCount(Operation.NEW_ORDER)).isZero();
		}
	}

	@Test
	void withoutTheKeyOfTheAccountNoOtherOneIsMade() {
		issueTwice("k2");
		AcmeStore raw = raw();
		for (String key : new String[] { KEY, KEY + "/previous", "state/web" }) {
			raw.delete(key, raw.version(key).orElseThrow());
		}
		StoredValue account = raw.load(raw.list("accounts/").get(0)).orElseThrow();
		try (RunningApplication application = application("k1").start()) {
			awaitFailure(application, "Unable to read 'accounts/");
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
			assertThat(this.ca.accountCount()).isOne();
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(raw.load(raw.list("accounts/").get(0))).contains(account);
		}
	}

	@Test
	void encryptionIsSwitchedOnAndTheStoreSealedWithoutAnotherOrder() {
		issueTwice();
		String serial;
		try (RunningApplication application = application("k1").start()) {
			serial = Handshake.serial(application.port(), HOST);
			assertThat(application.manager().reseal().resealed()).isGreaterThanOrEqualTo(4);
			assertThat(application.manager().reseal().resealed()).isZero();
		}
		try (RunningApplication application = application("k1").with("acme.store.encryption.accept-unsealed", "false")
			.start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
			assertThat(application.manager().reseal().unreadable()).isZero();
			assertThat(this.ca.requestCount(Operation.NEW_ORDER)).isZero();
		}
	}

	private String issueTwice(String... keys) {
		try (RunningApplication application = application(keys).start()) {
			awaitValid(application);
			String first = application.status("web").serial();
			application.manager().renew("web").join();
			assertThat(application.status("web").serial()).isNotEqualTo(first);
			this.ca.resetRequests();
			return first;
		}
	}

	private void tamper(String key, UnaryOperator<byte[]> change) {
		StoredValue stored = raw().load(key).orElseThrow();
		raw().save(key, change.apply(stored.content()), WriteCondition.version(stored.version()));
	}

	private static byte[] flipped(byte[] content) {
		content[content.length / 2] ^= 1;
		return content;
	}

	private AcmeStore raw() {
		return new FileAcmeStore(this.directory.resolve("acme"));
	}

	private RunningApplication.Builder application(String... keys) {
		RunningApplication.Builder builder = RunningApplication.builder()
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.resolve("acme").toString())
			.with("acme.store.refresh-interval", "1s")
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
		for (int i = 0; i < keys.length; i++) {
			builder.with("acme.store.encryption.keys[" + i + "].id", keys[i])
				.with("acme.store.encryption.keys[" + i + "].secret", TestKeys.secret(keys[i]));
		}
		return builder;
	}

	private static void assertThatHealthSays(RunningApplication application, String serial, String message) {
		awaitFailure(application, message);
		IndicatedHealthDescriptor health = (IndicatedHealthDescriptor) application.context()
			.getBean(HealthEndpoint.class)
			.healthForPath("acme");
		assertThat(health.getStatus().getCode()).isEqualTo("UP");
		assertThat(health.getDetails().get("web")).asString().contains("serial=" + serial).contains(message);
	}

	private static void awaitFailure(RunningApplication application, String message) {
		Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
		assertThat(application.status("web").lastFailure().reason()).isEqualTo(AcmeException.Reason.STORE);
		assertThat(application.status("web").lastFailure().message()).contains(message);
	}

	private static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

}
