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

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an outage of Redis costs: orders at the CA, and time in which an instance serves
 * no certificate.
 */
class RedisOutageTests {

	private static final Log logger = LogFactory.getLog(RedisOutageTests.class);

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	private Path directory;

	private RedisServer server;

	private Fleet<TestServerCa> fleet;

	@BeforeEach
	void start() {
		this.server = RedisServer.start(this.directory, "--appendonly", "yes", "--appendfsync", "always");
		this.fleet = this.fleets.with(new RedisStore(this.server), TestServerCa::new)
			.with(FleetAnnouncements.LEASE, Extent.lease());
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void anOutageBeforeTheSaveCostsNothing(Outage outage) {
		List<Instance> instances = this.fleet.start(3);
		X509Certificate first = this.fleet.awaitServed();
		Instance renewing = instances.get(0);
		ServingWatch watch = this.fleet.watch(instances);
		HeldAnswer download = this.fleet.ca().hold(Operation.CERTIFICATE);
		renewing.renew();
		download.await();
		outage.begin(this.server);
		download.release();
		X509Certificate second = this.fleet.awaitServedInPlaceOf(List.of(renewing), first);
		Awaitility.await()
			.during(Extent.outage())
			.atMost(Extent.outage().multipliedBy(5))
			.untilAsserted(() -> assertThat(this.fleet.awaitServed(List.of(renewing))).isEqualTo(second));
		assertThat(this.fleet.awaitServed(this.fleet.others(renewing))).isEqualTo(first);
		Instant back = Instant.now();
		outage.end(this.server);
		assertThat(this.fleet.awaitServedInPlaceOf(instances, first)).isEqualTo(second);
		report("Redis was " + outage + " for " + Extent.outage(), watch, back);
		assertThat(this.fleet.ca().orders()).as("orders").isEqualTo(2);
		assertThat(watch.unserved()).as("time unserved").isZero();
	}

	@Test
	void aStoreThatIsWipedIsPutBackBeforeAnotherInstanceJoins() {
		List<Instance> instances = this.fleet.start(2);
		X509Certificate served = this.fleet.awaitServed();
		ServingWatch watch = this.fleet.watch(instances);
		Instant wiped = Instant.now();
		wipe();
		this.fleet.await()
			.until(() -> instances.stream().anyMatch((one) -> one.saved(Fleet.CERTIFICATE, wiped).isPresent()));
		report("Redis was wiped", watch, wiped);
		this.fleet.start(1);
		assertThat(this.fleet.awaitServed()).isEqualTo(served);
		assertThat(this.fleet.ca().orders()).as("orders").isOne();
		instances.get(1).renew();
		this.fleet.awaitServedInPlaceOf(this.fleet.instances(), served);
		assertThat(this.fleet.ca().orders()).as("orders").isEqualTo(2);
		assertThat(this.fleet.ca().accounts()).as("accounts").isOne();
		assertThat(watch.unserved()).as("time unserved").isZero();
	}

	private void wipe() {
		try (RedisClient client = RedisClient.create(RedisURI.create(this.server.host(), this.server.port()))) {
			client.connect().sync().flushall();
		}
	}

	private void report(String what, ServingWatch watch, Instant back) {
		logger.info("%s: all well %.1f s after it was back, %d orders, unserved %s in %d handshakes an instance"
			.formatted(what, Duration.between(back, Instant.now()).toMillis() / 1e3, this.fleet.ca().orders(),
					watch.unserved(), watch.handshakes()));
	}

	/**
	 * What happens to Redis.
	 */
	enum Outage {

		/**
		 * It is killed, and comes back with what it had.
		 */
		KILLED {

			@Override
			void begin(RedisServer server) {
				server.kill();
			}

			@Override
			void end(RedisServer server) {
				server.restart();
			}

		},

		/**
		 * It stands still.
		 */
		FROZEN {

			@Override
			void begin(RedisServer server) {
				server.freeze();
			}

			@Override
			void end(RedisServer server) {
				server.resume();
			}

		};

		abstract void begin(RedisServer server);

		abstract void end(RedisServer server);

	}

}
