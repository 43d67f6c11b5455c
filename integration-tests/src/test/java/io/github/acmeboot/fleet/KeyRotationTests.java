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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the keys that seal the store are changed while a fleet works, one instance after
 * the other.
 */
class KeyRotationTests {

	private static final String KEYS = "acme.store.encryption.keys";

	private static final String SEALED = "acme-sealed 1 ";

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	private Path directory;

	private RedisServer server;

	private Fleet<TestServerCa> fleet;

	private int renewals;

	@BeforeEach
	void start() {
		this.server = RedisServer.start(this.directory);
		this.fleet = this.fleets.with(new RedisStore(this.server), TestServerCa::new)
			.with("acme.store.encryption.accept-unsealed", "false");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void keysAreRotatedTwiceWhileInstancesDifferInThem() {
		configure("k1");
		this.fleet.start(2);
		rotate("k1", "k2");
		rotate("k2", "k3");
		assertThat(seals()).containsOnly(SEALED + "k3");
		assertThat(this.fleet.ca().accounts()).as("accounts").isOne();
		assertThat(this.fleet.ca().orders()).as("orders").isEqualTo(1 + this.renewals);
	}

	/**
	 * Goes through the steps of the documentation.
	 * @param former the id of the key that seals
	 * @param next the id of the key that is to seal
	 */
	private void rotate(String former, String next) {
		roll(former, next);
		assertThat(seals()).containsOnly(SEALED + former);
		roll(next, former);
		renew(this.fleet.instances().get(0));
		assertThat(seals()).contains(SEALED + former, SEALED + next);
		this.fleet.instances().get(0).reseal();
		assertThat(seals()).containsOnly(SEALED + next);
		roll(next);
	}

	/**
	 * Replaces the instances one by one; while they differ, those of both kinds renew.
	 * @param keys the ids of the keys of the new instances, the first one seals
	 */
	private void roll(String... keys) {
		configure(keys);
		Instance former = this.fleet.instances().get(0);
		Instance latter = this.fleet.instances().get(1);
		Instance replacement = this.fleet.start(1).get(0);
		renew(replacement);
		this.fleet.terminate(former);
		renew(latter);
		this.fleet.start(1);
		this.fleet.terminate(latter);
		this.fleet.awaitServed();
	}

	private void renew(Instance instance) {
		X509Certificate former = this.fleet.awaitServed();
		instance.renew();
		this.fleet.awaitServedInPlaceOf(this.fleet.instances(), former);
		this.renewals++;
	}

	private void configure(String... keys) {
		this.fleet.without(KEYS);
		for (int i = 0; i < keys.length; i++) {
			this.fleet.with(KEYS + "[" + i + "].id", keys[i]).with(KEYS + "[" + i + "].secret", secret(keys[i]));
		}
	}

	private static String secret(String id) {
		return Base64.getEncoder().encodeToString(id.repeat(16).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Returns how the values in Redis begin, its own bookkeeping left out.
	 * @return the first lines
	 */
	private List<String> seals() {
		try (RedisClient client = RedisClient.create(RedisURI.create(this.server.host(), this.server.port()))) {
			RedisCommands<String, String> redis = client.connect().sync();
			return redis.keys("acme:*")
				.stream()
				.filter((key) -> redis.type(key).equals("hash"))
				.map((key) -> redis.hget(key, "content"))
				.filter(Objects::nonNull)
				.map((content) -> content.lines().findFirst().orElseThrow())
				.distinct()
				.toList();
		}
	}

}
