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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.testsupport.VirtualTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renewals in virtual time, with a scripted CA.
 */
abstract class AbstractRenewalTests {

	static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	final VirtualTime time = new VirtualTime(START);

	final SwitchableStore store = new SwitchableStore();

	final TestLock lock = new TestLock();

	final ScriptedIssuer issuer = new ScriptedIssuer(this.time);

	final CertificateRepository certificates = new CertificateRepository(this.store);

	final StateRepository states = new StateRepository(this.store);

	VirtualThreads threads() {
		return new VirtualThreads(this.time);
	}

	TestInstance instance(ManagedCertificate... wanted) {
		return new TestInstance(this.time, threads(), this.store, this.lock, this.issuer, true,
				(wanted.length > 0) ? wanted : new ManagedCertificate[] { TestCertificates.wanted("web") });
	}

	TestInstance instance(LocalCopy copy) {
		return new TestInstance(this.time, TestInstance.TICK, threads(), this.store, copy, this.lock, this.issuer, true,
				TestCertificates.wanted("web"));
	}

	TestInstance unhurried(Duration tick, ManagedCertificate... wanted) {
		return new TestInstance(this.time, tick, threads(), this.store, this.lock, this.issuer, true,
				(wanted.length > 0) ? wanted : new ManagedCertificate[] { TestCertificates.wanted("web") });
	}

	static ManagedCertificate withIssuers(String... issuers) {
		ManagedCertificate wanted = TestCertificates.wanted("web");
		return new ManagedCertificate("web", wanted.identifiers(), List.of(issuers), wanted.challenge(),
				wanted.keyType(), false, null, null, true);
	}

	IssuedCertificate stored(String name) {
		return this.certificates.find(name).orElseThrow().value();
	}

	CertificateState state(String name) {
		return this.states.find(name).orElseThrow().value();
	}

	WriteCondition unchanged() {
		return WriteCondition.version(this.certificates.version("web").orElseThrow());
	}

	static Instant renewal(TestInstance instance) {
		Instant renewal = instance.status("web").renewal();
		assertThat(renewal).isNotNull();
		return renewal;
	}

	List<String> offsets(Instant start) {
		return this.issuer.attempts.stream()
			.filter((attempt) -> !attempt.isBefore(start))
			.map((attempt) -> Duration.between(start, attempt).toString())
			.toList();
	}

}
