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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.dns.DnsJournal;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.testsupport.FreePort;
import io.github.acmeboot.testsupport.peer.Nginx;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets the doctor try the challenges of whole applications: who answers in their place is
 * found, and what it presents is taken away again.
 */
class DoctorReachTests extends AbstractDoctorTests {

	@Test
	void somebodyElseOnPort80Fails() throws IOException {
		HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", this.httpPort), 0);
		other.createContext("/", (exchange) -> {
			byte[] page = "<html>Apache2 Default Page</html>".getBytes(StandardCharsets.US_ASCII);
			exchange.getResponseHeaders().set("Server", "Apache");
			exchange.sendResponseHeaders(200, page.length);
			exchange.getResponseBody().write(page);
			exchange.close();
		});
		other.start();
		try (RunningApplication application = sound().with("acme.challenge.http.port", "0").start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "http-01");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).seen())
				.isEqualTo("Somebody else answers: status 200 of the server 'Apache' and "
						+ "'<html>Apache2 Default Page</html>'.");
		}
		finally {
			other.stop(0);
		}
	}

	@Test
	void aProxyOnPort80ThatLeadsElsewhereFails(@TempDir Path directory) throws IOException {
		Nginx.require();
		try (Nginx nginx = Nginx.start(directory, FreePort.next());
				RunningApplication application = sound().with("acme.doctor.http-port", nginx.port()).start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "http-01");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).toString()).contains("Somebody else answers",
					"status 502 of the server 'nginx",
					"Have port 80 of 'www.example.org' lead to port " + this.httpPort);
		}
	}

	@Test
	void aProxyOnPort80ThatLeadsHerePasses(@TempDir Path directory) throws IOException {
		Nginx.require();
		try (Nginx nginx = Nginx.start(directory, this.httpPort);
				RunningApplication application = sound().with("acme.doctor.http-port", nginx.port()).start()) {
			assertThat(examine(application).findings()).extracting(Finding::outcome).containsOnly(Outcome.PASS);
		}
	}

	@Test
	void nobodyOnPort80Fails() {
		try (RunningApplication application = sound().with("acme.challenge.http.port", "0").start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "http-01");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).seen()).isEqualTo("It refuses the connection.");
		}
	}

	@Test
	void tlsAlpn01IsTriedByAHandshake() {
		int port = FreePort.next();
		try (RunningApplication application = tlsAlpn01(port).with("server.port", port).start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(diagnosis.findings()).extracting(Finding::outcome).containsOnly(Outcome.PASS);
			assertThat(checks(diagnosis, Outcome.PASS)).contains("tls-alpn-01").doesNotContain("http-01");
		}
	}

	@Test
	void somebodyElseOnPort443Fails() {
		try (RunningApplication application = tlsAlpn01(this.ca.port()).start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "tls-alpn-01");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).seen()).startsWith("Somebody else answers");
		}
	}

	@Test
	void dns01IsTriedByARecordThatIsRemovedAgain() {
		try (RunningApplication application = dns01(this.dns.provider()).start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(diagnosis.findings(Outcome.FAIL)).isEmpty();
			assertThat(checks(diagnosis, Outcome.PASS)).contains("dns-01");
			assertNoRecordIsLeft(application);
		}
	}

	@Test
	void dns01IsNotTriedWhereTheRecordOfAnOrderIs() {
		this.dns.zone("example.org").cname("_acme-challenge." + NAME, "elsewhere.example.org");
		try (RunningApplication application = dns01(this.dns.provider()).start()) {
			application.context()
				.getBean(DnsJournal.class)
				.enter("elsewhere.example.org", "value", "id", Instant.now().plus(Duration.ofMinutes(10)));
			assertThat(examine(application).findings(Outcome.SKIPPED)).extracting(Finding::toString)
				.contains("dns-01 www.example.org skipped: "
						+ "An order is under way that a trial would be in the way of.");
		}
	}

	@Test
	void dns01IsNotTriedWhileAnOrderOfTheCertificateIsUnderWay() {
		try (RunningApplication application = dns01(this.dns.provider()).start()) {
			application.context()
				.getBean(OrderJournal.class)
				.page("web", 1)
				.write(OrderEntry.intended("ca", this.ca.directoryUrl(), List.of(Identifier.of(NAME)), null, 1)
					.at(this.ca.directoryUrl().resolve("/order/1")));
			assertThat(examine(application).findings(Outcome.SKIPPED)).extracting(Finding::check).contains("dns-01");
			assertNoRecordIsLeft(application);
		}
	}

	@Test
	void aDnsProviderThatRefusesFails() {
		try (RunningApplication application = dns01(new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				throw new AcmeException(AcmeException.Reason.CONFIGURATION, "The key is refused for 'example.org'.");
			}

			@Override
			public void remove(TxtRecord record) {
			}

		}).start()) {
			Diagnosis diagnosis = examine(application);
			assertOnlyFailed(diagnosis, "dns-01");
			assertThat(diagnosis.findings(Outcome.FAIL).get(0).seen()).contains("The key is refused");
			assertNoRecordIsLeft(application);
		}
	}

	@Test
	void aRecordThatCannotBeRemovedMayBeWrong() {
		DnsProvider provider = this.dns.provider();
		try (RunningApplication application = dns01(new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				provider.add(record);
			}

			@Override
			public void remove(TxtRecord record) {
				throw new AcmeException(AcmeException.Reason.CONFIGURATION, "The key may only add.");
			}

		}).start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(diagnosis.findings(Outcome.FAIL)).isEmpty();
			assertThat(checks(diagnosis, Outcome.PASS)).contains("dns-01");
			assertThat(diagnosis.findings(Outcome.WARN)).singleElement()
				.asString()
				.contains("dns-01 www.example.org", "could not be removed: ", "The key may only add.");
		}
	}

	@Test
	void aRecordThatIsNotVisibleInTimeIsRemovedAllTheSame() {
		this.dns.secondary("127.0.0.2");
		try (RunningApplication application = dns01(this.dns.provider()).with("acme.doctor.timeout", "6s").start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(checks(diagnosis, Outcome.WARN)).containsExactly("dns-01");
			Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertNoRecordIsLeft(application));
		}
	}

	private RunningApplication.Builder tlsAlpn01(int port) {
		return sound().with("acme.certificates.web.challenge", "tls-alpn-01").with("acme.doctor.tls-port", port);
	}

	private RunningApplication.Builder dns01(DnsProvider provider) {
		return sound().with("acme.certificates.web.challenge", "dns-01")
			.with("acme.challenge.dns.propagation.resolvers", resolver())
			.with("acme.challenge.dns.propagation.port", this.dns.port())
			.with("acme.challenge.dns.propagation.interval", "100ms")
			.bean(DnsProvider.class, provider);
	}

	private void assertNoRecordIsLeft(RunningApplication application) {
		assertThat(this.dns.zone("example.org").txtValues("_acme-challenge." + NAME)).isEmpty();
		assertThat(application.context().getBean(AcmeStore.class).list("dns-records/")).isEmpty();
	}

}
