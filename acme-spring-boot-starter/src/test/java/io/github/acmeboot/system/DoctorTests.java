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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.renewal.order.OrderAdvisor;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.testsupport.FreePort;
import io.github.acmeboot.testsupport.peer.Nginx;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets the doctor look at whole applications: each wrong set-up is found, and nothing
 * else; nothing is spent at the CA, and nothing is left behind.
 */
@ExtendWith(OutputCaptureExtension.class)
class DoctorTests {

	private static final String NAME = "www.example.org";

	private final DnsTestServer dns = DnsTestServer.start("example.org", "org");

	private final AcmeTestServer ca = AcmeTestServer.builder().dnsServer(this.dns.address()).start();

	private final int httpPort = FreePort.next();

	DoctorTests() {
		this.dns.zone("example.org").address(NAME, "127.0.0.1");
		this.ca.behaviour().caaIdentities("ca.test");
	}

	@AfterEach
	void stop() {
		this.ca.close();
		this.dns.close();
	}

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
	void aFirstOrderThatFailsNamesWhatTheDoctorFound() {
		this.dns.zone("example.org").removeAll(NAME);
		this.ca.faults().on(Operation.NEW_ORDER).problem(ProblemType.SERVER_INTERNAL, "Out of order.");
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.with("acme.renewal.retry.max-attempts", 1)
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").lastFailure()).isNotNull()
				.extracting(Failure::message)
				.asString()
				.contains("Out of order.", "The doctor found: name www.example.org: It has no address");
		}
	}

	@Test
	void aRecordThatIsNotVisibleInTimeIsRemovedAllTheSame() {
		this.dns.secondary("127.0.0.2");
		try (RunningApplication application = dns01(this.dns.provider()).with("acme.doctor.timeout", "6s").start()) {
			Diagnosis diagnosis = examine(application);
			assertThat(checks(diagnosis, Outcome.WARN)).containsExactly("dns-01");
			assertNoRecordIsLeft(application);
		}
	}

	@Test
	void theFirstOrderIsPlacedWhateverIsFoundBeforeIt(CapturedOutput output) {
		this.dns.zone("example.org").removeAll(NAME);
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").state() == State.VALID);
			assertThat(output.toString().lines().filter((line) -> line.contains("Before the first order of 'web'")))
				.singleElement()
				.asString()
				.contains("WARN", "name www.example.org failed: It has no address", "Add an A or AAAA record");
		}
	}

	@Test
	void aSoundFirstOrderIsSaidInOneLine(CapturedOutput output) {
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").state() == State.VALID);
			assertThat(output).contains("Nothing was found that keeps 'web' from being issued")
				.doesNotContain("Before the first order of");
		}
	}

	private RunningApplication.Builder sound() {
		return sound(this.ca.sslBundle());
	}

	private RunningApplication.Builder sound(SslBundle sslBundle) {
		return ordering(sslBundle).bean(OrderAdvisor.class, (certificate) -> {
			throw new AcmeException(AcmeException.Reason.CONFIGURATION, "Nothing is ordered in this test.");
		});
	}

	private RunningApplication.Builder ordering(SslBundle sslBundle) {
		return RunningApplication.builder()
			.with("server.port", FreePort.next())
			.with("acme.challenge.http.port", this.httpPort)
			.with("acme.doctor.http-port", this.httpPort)
			.with("acme.doctor.resolvers", resolver())
			.ca(this.ca.directoryUrl().toString(), sslBundle, this.ca::http01Port);
	}

	private String resolver() {
		InetAddress address = this.dns.address().getAddress();
		return address.getHostAddress() + ":" + this.dns.port();
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

	private void caa(String name, String issuer) throws TextParseException {
		this.dns.zone("example.org").add(new CAARecord(Name.fromString(name + "."), DClass.IN, 60, 0, "issue", issuer));
	}

	private void assertNoRecordIsLeft(RunningApplication application) {
		assertThat(this.dns.zone("example.org").txtValues("_acme-challenge." + NAME)).isEmpty();
		assertThat(application.context().getBean(AcmeStore.class).list("dns-records/")).isEmpty();
	}

	private static Diagnosis examine(RunningApplication application) {
		return application.context().getBean(Doctor.class).examine("web").orElseThrow();
	}

	private static void assertOnlyFailed(Diagnosis diagnosis, String check) {
		assertThat(diagnosis.findings(Outcome.FAIL)).extracting(Finding::check).containsExactly(check);
		assertThat(diagnosis.findings(Outcome.WARN)).isEmpty();
		assertThat(diagnosis.findings(Outcome.PASS)).isNotEmpty();
	}

	private static List<String> checks(Diagnosis diagnosis, Outcome outcome) {
		return diagnosis.findings(outcome).stream().map(Finding::check).distinct().toList();
	}

}
