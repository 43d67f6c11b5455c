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

package io.github.acmeboot.fleet;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.testsupport.bind.BindServer;
import io.github.acmeboot.testsupport.bind.EnabledIfBind;
import io.github.acmeboot.testsupport.bind.TsigKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is killed when it has added a TXT record to a real DNS server, and
 * another one that is started later.
 */
@EnabledIfBind
@EnabledIfPebble
class KilledBeforeCleanupTests {

	private static final String STEP = "answered challenge";

	private static final String ZONE = "example.org";

	private static final String CHALLENGE = "_acme-challenge." + Fleet.HOST;

	private static final String DOMAINS = "acme.certificates.web.domains";

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@SuppressWarnings("NullAway.Init")
	private BindServer bind;

	@SuppressWarnings("NullAway.Init")
	private Fleet<PebbleCa> fleet;

	@BeforeEach
	void killAnInstanceThatHasAddedARecord() throws Exception {
		TsigKey key = TsigKey.generate("acme-key");
		this.bind = BindServer.builder(Files.createDirectory(this.directory.resolve("bind")))
			.key(key)
			.zone(ZONE, "update-policy { grant acme-key zonesub TXT; };", "@ NS ns1", "ns1 A 127.0.0.1")
			.start();
		this.fleet = this.fleets.with(new FileStore(this.directory.resolve("store")),
				(port) -> PebbleCa.asking(this.bind.address()));
		configure(key);
		Instance killed = this.fleet.with(FleetSteps.STOP, STEP).start(1).get(0);
		this.fleet.await().until(() -> killed.steps().contains(STEP));
		this.fleet.kill(killed);
		assertThat(this.bind.txtRecordsOf(ZONE)).singleElement().asString().startsWith(CHALLENGE + " ");
		this.fleet.with(FleetSteps.STOP, "none").with(FleetClock.AHEAD, "1h");
	}

	private void configure(TsigKey key) {
		this.fleet.with("acme.certificates.web.challenge", "dns-01")
			.with("acme.challenge.dns.provider", "rfc2136")
			.with("acme.challenge.dns.rfc2136.server", this.bind.hostAndPort())
			.with("acme.challenge.dns.rfc2136.tsig.key-name", key.name())
			.with("acme.challenge.dns.rfc2136.tsig.secret", key.secret())
			.with("acme.challenge.dns.propagation.resolvers", this.bind.hostAndPort())
			.with("acme.challenge.dns.propagation.port", String.valueOf(this.bind.address().getPort()));
	}

	@AfterEach
	void stopServer() {
		this.bind.close();
	}

	@Test
	void theRecordIsSweptByAProcessThatHasNoUseForIt() {
		Instance next = this.fleet.with(DOMAINS, "shop.example.org").start(1).get(0);
		this.fleet.awaitServed();
		assertThat(this.bind.txtRecordsOf(ZONE)).allSatisfy((record) -> assertThat(record).startsWith(CHALLENGE));
		this.fleet.await().until(() -> this.bind.txtRecordsOf(ZONE).isEmpty());
		this.fleet.await()
			.until(() -> next.output().contains("Removed TXT '" + CHALLENGE + "', which was left behind"));
	}

	@Test
	void theOrderIsGoneOnWithAndNoRecordIsLeft() {
		this.fleet.start(1);
		this.fleet.awaitServed();
		this.fleet.await().until(() -> this.bind.txtRecordsOf(ZONE).isEmpty());
		assertThat(this.fleet.ca().certificates()).isOne();
		assertThat(this.fleet.ca().accounts()).isOne();
	}

}
