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

package io.github.acmeboot.test.pebble;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PebbleProcess} and {@link PebbleCondition}.
 */
class PebbleProcessTests {

	@Test
	@EnabledIfPebble
	void answersWithADirectoryThatTheBundleTrusts() throws Exception {
		try (PebbleProcess pebble = PebbleProcess.builder().strict(true).nonceRejection(0).start()) {
			assertThat(get(pebble, pebble.directoryUrl())).contains("newOrder");
			assertThat(pebble.connectionDetails().getDirectoryUrl("any")).isEqualTo(pebble.directoryUrl().toString());
			assertThat(pebble.rootCertificate().getBasicConstraints()).isNotNegative();
			assertThat(pebble.log()).contains("0% of good nonces");
		}
	}

	@ParameterizedTest
	@EnabledIfPebble
	@ValueSource(ints = { 0, 1, 2 })
	void aPortThatSomebodyElseTookIsReplaced(int position) throws Exception {
		AtomicInteger asked = new AtomicInteger();
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				DatagramSocket dns = new DatagramSocket(taken.getLocalPort(), InetAddress.getLoopbackAddress());
				PebbleProcess pebble = PebbleProcess.builder()
					.ports(() -> (asked.getAndIncrement() == position) ? taken.getLocalPort()
							: PebbleProcess.freePort())
					.start()) {
			assertThat(dns.getLocalPort()).isEqualTo(taken.getLocalPort());
			assertThat(get(pebble, pebble.directoryUrl())).contains("newOrder");
			assertThat(asked).hasValueGreaterThanOrEqualTo(8);
		}
	}

	@Test
	@EnabledIfPebble
	void portsThatAreAlwaysTakenAreTold() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> PebbleProcess.builder().ports(taken::getLocalPort).start())
				.withMessageContaining("address already in use");
		}
	}

	@Test
	void theNamedDirectoryIsLookedIntoBeforeThePath(@TempDir Path named, @TempDir Path other) throws Exception {
		Map<String, String> environment = Map.of("ACME_PEBBLE_DIRECTORY", named.toString(), "PATH", other.toString());
		assertThat(Program.find("pebble", environment)).isEmpty();
		Path onThePath = program(other);
		assertThat(Program.find("pebble", environment)).contains(new Program(onThePath));
		Path inTheDirectory = program(named);
		assertThat(Program.find("pebble", environment)).contains(new Program(inTheDirectory));
	}

	private static Path program(Path directory) throws Exception {
		Path file = Files.createFile(directory.resolve("pebble"));
		assertThat(file.toFile().setExecutable(true)).isTrue();
		return file;
	}

	@Test
	void aMissingPeerIsSkipped() {
		assertThat(new PebbleCondition(() -> false, Map.of()).evaluate().isDisabled()).isTrue();
	}

	@Test
	void aMissingPeerFailsWherePeersAreRequired() {
		assertThat(new PebbleCondition(() -> false, Map.of("ACME_REQUIRE_PEERS", "true")).evaluate().isDisabled())
			.isFalse();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Program.require("no-such-program"))
			.withMessageContaining("'no-such-program' is not on the path");
	}

	private String get(PebbleProcess pebble, URI uri) throws Exception {
		return HttpClient.newBuilder()
			.sslContext(pebble.sslBundle().createSslContext())
			.build()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

}
