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

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.renewal.order.OrderAdvisor;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application for the doctor to look at: nothing is wrong with it, and it orders
 * nothing by itself.
 */
abstract class AbstractDoctorTests {

	static final String NAME = "www.example.org";

	final DnsTestServer dns = DnsTestServer.start("example.org", "org");

	final AcmeTestServer ca = AcmeTestServer.builder().dnsServer(this.dns.address()).start();

	final int httpPort = FreePort.next();

	AbstractDoctorTests() {
		this.dns.zone("example.org").address(NAME, "127.0.0.1");
		this.ca.behaviour().caaIdentities("ca.test");
	}

	@AfterEach
	void stop() {
		this.ca.close();
		this.dns.close();
	}

	RunningApplication.Builder sound() {
		return sound(this.ca.sslBundle());
	}

	RunningApplication.Builder sound(SslBundle sslBundle) {
		return ordering(sslBundle).bean(OrderAdvisor.class, (certificate) -> {
			throw new AcmeException(AcmeException.Reason.CONFIGURATION, "Nothing is ordered in this test.");
		});
	}

	RunningApplication.Builder ordering(SslBundle sslBundle) {
		return RunningApplication.builder()
			.with("server.port", FreePort.next())
			.with("acme.challenge.http.port", this.httpPort)
			.with("acme.doctor.http-port", this.httpPort)
			.with("acme.doctor.resolvers", resolver())
			.with("acme.doctor.first-order-timeout", "60s")
			.ca(this.ca.directoryUrl().toString(), sslBundle, this.ca::http01Port);
	}

	String resolver() {
		InetAddress address = this.dns.address().getAddress();
		return address.getHostAddress() + ":" + this.dns.port();
	}

	static Diagnosis examine(RunningApplication application) {
		return application.context().getBean(Doctor.class).examine("web").orElseThrow();
	}

	static void assertOnlyFailed(Diagnosis diagnosis, String check) {
		assertThat(diagnosis.findings(Outcome.FAIL)).extracting(Finding::check).containsExactly(check);
		assertThat(diagnosis.findings(Outcome.WARN)).isEmpty();
		assertThat(diagnosis.findings(Outcome.PASS)).isNotEmpty();
	}

	static List<String> checks(Diagnosis diagnosis, Outcome outcome) {
		return diagnosis.findings(outcome).stream().map(Finding::check).distinct().toList();
	}

}
