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

package io.github.acmeboot.store.redis;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.util.ExceptionUtils;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.testsupport.peer.PeerCertificate;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisAcmeStore} and its lock with a server that wants TLS and a
 * password.
 */
class RedisTlsTests extends AbstractRedisTests {

	private static final String PASSWORD = "correct-horse";

	@TempDir
	private static Path directory;

	private static RedisServer server;

	private static PeerCertificate certificate;

	private static RedisInstance instance;

	@BeforeAll
	static void start() throws Exception {
		certificate = PeerCertificate.create(directory);
		server = RedisServer.startTls(directory, certificate, "--requirepass", PASSWORD);
		instance = instance(PASSWORD, "redis");
	}

	@AfterAll
	static void stop() {
		instance.close();
		server.close();
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

	@Test
	void aWrongPasswordIsSaidAndNotShown() {
		try (RedisInstance stranger = instance("wrong-horse", "redis")) {
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> stranger.store().load("state/web"))
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.DENIED))
				.withMessageContainingAll("127.0.0.1:" + server.port(), "WRONGPASS", "spring.data.redis.password")
				.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("WRONGPASS"))
				.satisfies((ex) -> assertThat(ExceptionUtils.readStackTrace(ex)).doesNotContain("wrong-horse"));
		}
	}

	@Test
	void aServerThatIsNotTrustedIsNotTalkedTo() {
		try (RedisInstance stranger = instance(PASSWORD, "")) {
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> stranger.store().load("state/web"))
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.UNREACHABLE))
				.withMessageContaining("spring.data.redis.ssl");
		}
	}

	private static RedisInstance instance(String password, String bundle) {
		return RedisInstance.start(server, "spring.data.redis.password=" + password,
				"spring.data.redis.ssl.enabled=true",
				bundle.isEmpty() ? "acme.enabled=true" : "spring.data.redis.ssl.bundle=" + bundle,
				"spring.ssl.bundle.pem.redis.truststore.certificate=" + certificate.certificate().toUri());
	}

}
