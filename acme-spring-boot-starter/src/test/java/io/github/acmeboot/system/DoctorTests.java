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
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets the doctor look at whole applications: each wrong set-up is found, and nothing
 * else; nothing is spent at the CA, and nothing is left behind.
 */
class DoctorTests extends AbstractDoctorTests {

	@Test
	void nothingIsWrongWithASoundApplication() {
		try (RunningApplication application = sound().start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(diagnosis.findings()).extracting(Finding::outcome).containsOnly(Outcome.PASS);
			assertThat(checks(diagnosis, Outcome.PASS)).containsExactlyInAnyOrder("store", "lock", "directory", "clock",
					"limits", "name", "CAA", "http-01");
			assertThat(diagnosis.outcome()).isEqualTo(Outcome.PASS);
			assertThat(application.context().getBean(Doctor.class).latest("web")).contains(diagnosis);
		}
	}

	@Test
	void nothingIsAskedOfTheCaButItsDirectory() {
		try (RunningApplication application = sound().start()) {
			examine(application);
			assertThat(this.ca.requests()).hasSize(1).allMatch((request) -> request.operation() == Operation.DIRECTORY);
			assertThat(this.ca.accountCount()).isZero();
			assertThat(this.ca.orders()).isEmpty();
		}
	}

	@Test
	void nothingIsLeftInTheStore() {
		try (RunningApplication application = sound().start()) {
			AcmeStore store = application.context().getBean(StoreAccess.class).store();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> application.status("web").lastFailure() != null);
			examine(application);
			for (String kind : Set.of("probe/", "challenges/", "dns-records/", "accounts/", "orders/", "ledger/")) {
				assertThat(store.list(kind)).isEmpty();
			}
		}
	}

	@Test
	void aNameThatDoesNotResolveFails() {
		this.dns.zone("example.org").removeAll(NAME);
		try (RunningApplication application = sound().start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "name");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).toString()).contains(NAME, "neither an A nor an AAAA",
					"'acme.certificates.web.domains'");
		}
	}

	@Test
	void aCaaRecordThatNamesAnotherCaFails() throws TextParseException {
		caa("example.org", "other-ca.example");
		try (RunningApplication application = sound().start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "CAA");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).toString()).contains(
					"they allow only 'other-ca.example', and the CA is called 'ca.test'",
					"'example.org CAA 0 issue \"ca.test\"'");
		}
	}

	@Test
	void aCaaRecordThatNamesTheCaPasses() throws TextParseException {
		caa("example.org", "other-ca.example");
		caa(NAME, "ca.test; validationmethods=http-01");
		try (RunningApplication application = sound().start()) {
			assertThat(examine(application).findings(Outcome.FAIL)).isEmpty();
		}
	}

	@Test
	void aStoreThatIsReadOnlyFails(@TempDir Path directory) {
		try (MountedDirectory mounted = MountedDirectory.mount(directory);
				RunningApplication application = sound().with("acme.store.type", "file")
					.with("acme.store.file.directory", mounted.path().resolve("acme").toString())
					.start()) {
			assertThat(examine(application).outcome()).isEqualTo(Outcome.PASS);
			mounted.remount("ro");
			Diagnosis diagnosis = examine(application);
			assertThat(checks(diagnosis, Outcome.FAIL)).containsExactlyInAnyOrder("store", "lock");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).remedy()).contains("'acme.store.type'");
			assertThat(checks(diagnosis, Outcome.PASS)).contains("directory", "clock", "name", "CAA", "http-01");
			mounted.remount("rw");
		}
	}

	@Test
	void aClockThatIsAnHourOffFails() {
		Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
		try (RunningApplication application = sound().bean(Clock.class, fast).start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "clock");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).toString()).contains("ahead of that of the CA",
					"Set the clock");
		}
	}

	@Test
	void aDirectoryThatIsNotTrustedFails() {
		try (RunningApplication application = sound(this.ca.issuedSslBundle()).start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "directory");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).seen()).contains("is not trusted",
					"acme.issuers.ca.ssl-bundle");
			assertThat(checks(diagnosis, Outcome.SKIPPED)).containsExactly("clock");
		}
	}

	private void caa(String name, String issuer) throws TextParseException {
		this.dns.zone("example.org").add(new CAARecord(Name.fromString(name + "."), DClass.IN, 60, 0, "issue", issuer));
	}

}
