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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.testsupport.bind.BindServer;
import io.github.acmeboot.testsupport.bind.BindServerBuilder;
import io.github.acmeboot.testsupport.bind.DnsRelay;
import io.github.acmeboot.testsupport.bind.TsigKey;

/**
 * A real BIND as the primary server of two zones, and Pebble, which validates by asking
 * it.
 */
final class DnsScene implements AutoCloseable {

	/**
	 * The zone of the names that get certificates. Only challenges may be changed.
	 */
	static final String ZONE = "example.org";

	/**
	 * The zone that challenges are delegated to.
	 */
	static final String DELEGATED = "acme.example.net";

	/**
	 * A zone that nobody may change.
	 */
	static final String LOCKED = "locked.example";

	/**
	 * A zone with a second server, which copies the first one when it is told to.
	 */
	static final String SLOW = "slow.example";

	private static final String SECOND = "127.0.0.2";

	private static final String ALLOWED = "grant acme-key name _acme-challenge.example.org. TXT; "
			+ "grant acme-key name _acme-challenge.www.example.org. TXT;";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern VALIDATION = Pattern.compile("POST /chalZ/");

	private final Path directory;

	private final TsigKey key = TsigKey.generate("acme-key");

	private final BindServer bind;

	private final PebbleProcess pebble;

	private @Nullable BindServer secondary;

	private @Nullable DnsRelay relay;

	DnsScene(Path directory) {
		this.directory = directory;
		this.bind = builder("primary").key(this.key)
			.zone(ZONE, "update-policy { " + ALLOWED + " };", "@ NS ns1", "ns1 A 127.0.0.1",
					"_acme-challenge.shop CNAME shop.acme.example.net.")
			.zone(DELEGATED, "update-policy { grant acme-key zonesub TXT; };", "@ NS ns1.example.org.")
			.zone(LOCKED, "", "@ NS ns1.example.org.")
			.zone(SLOW, "update-policy { grant acme-key zonesub TXT; };", "@ NS ns1", "@ NS ns2", "ns1 A 127.0.0.1",
					"ns2 A " + SECOND)
			.start();
		this.pebble = PebbleProcess.builder()
			.dnsServer(this.bind.address())
			.authorizationReuse(0)
			.nonceRejection(0)
			.start();
	}

	private BindServerBuilder builder(String name) {
		try {
			return BindServer.builder(Files.createDirectory(this.directory.resolve(name)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts the second server, with the zone as it is now.
	 * @return the server
	 */
	BindServer startSecondary() {
		BindServer started = builder("secondary").secondary(SLOW, this.bind.address()).start();
		this.secondary = started;
		this.relay = DnsRelay.open(SECOND, this.bind.address().getPort(), started.address());
		return started;
	}

	BindServer bind() {
		return this.bind;
	}

	TsigKey key() {
		return this.key;
	}

	/**
	 * Returns how often the CA was told to look.
	 * @return the number
	 */
	long validations() {
		return VALIDATION.matcher(this.pebble.log()).results().count();
	}

	/**
	 * Configures an application that changes the zones with the right key.
	 * @param domains the names of its certificate
	 * @return a builder
	 */
	RunningApplication.Builder application(String domains) {
		return RunningApplication.builder()
			.connectionDetails(this.pebble.connectionDetails())
			.with("acme.certificates.web.domains", domains)
			.with("acme.certificates.web.challenge", "dns-01")
			.with("acme.challenge.dns.provider", "rfc2136")
			.with("acme.challenge.dns.rfc2136.server", this.bind.hostAndPort())
			.with("acme.challenge.dns.rfc2136.tsig.key-name", this.key.name())
			.with("acme.challenge.dns.rfc2136.tsig.secret", this.key.secret())
			.with("acme.challenge.dns.propagation.resolvers", this.bind.hostAndPort())
			.with("acme.challenge.dns.propagation.port", this.bind.address().getPort())
			.with("acme.challenge.dns.propagation.interval", "100ms");
	}

	/**
	 * Waits until a certificate of the CA is presented.
	 * @param application the application
	 * @param certificate the name of the certificate
	 * @param host the host that a client asks for
	 * @return what is presented
	 */
	X509Certificate awaitServed(RunningApplication application, String certificate, String host) {
		await().until(() -> application.status(certificate).state() == State.VALID
				|| application.status(certificate).lastFailure() != null);
		if (application.status(certificate).lastFailure() != null) {
			throw new AssertionError(application.status(certificate) + "\n" + this.bind.log());
		}
		X509Certificate leaf = Handshake.leaf(application.port(), host);
		if (!leaf.getIssuerX500Principal().getName().contains("Pebble")) {
			throw new AssertionError("Not of the CA: " + leaf.getIssuerX500Principal());
		}
		return leaf;
	}

	CertificateStatus.Failure awaitFailure(RunningApplication application) {
		await().until(() -> application.status("web").lastFailure() != null);
		return Objects.requireNonNull(application.status("web").lastFailure());
	}

	ConditionFactory await() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
	}

	static List<String> names(X509Certificate leaf) {
		try {
			return Objects.requireNonNull(leaf.getSubjectAlternativeNames())
				.stream()
				.map((name) -> (String) name.get(1))
				.sorted()
				.toList();
		}
		catch (CertificateParsingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the changes of a zone, in order.
	 * @param zone the name of the zone
	 * @return what was done to which name, such as {@code adding _acme-challenge.a.b}
	 */
	List<String> changes(String zone) {
		return Pattern
			.compile("updating zone '" + Pattern.quote(zone) + "/IN': (adding|deleting) an RR at '?([^ ']+)'? TXT")
			.matcher(this.bind.log())
			.results()
			.map((change) -> change.group(1) + " " + change.group(2))
			.toList();
	}

	@Override
	public void close() {
		if (this.relay != null) {
			this.relay.close();
		}
		if (this.secondary != null) {
			this.secondary.close();
		}
		this.pebble.close();
		this.bind.close();
	}

}
