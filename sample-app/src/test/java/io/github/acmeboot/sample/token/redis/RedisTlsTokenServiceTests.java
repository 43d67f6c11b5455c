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

package io.github.acmeboot.sample.token.redis;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.sample.AbstractTokenServiceTests;
import io.github.acmeboot.sample.RunningSample;
import io.github.acmeboot.testsupport.peer.PeerCertificate;
import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * The service with tokens in a Redis that speaks TLS, with a certificate of a private CA.
 */
class RedisTlsTokenServiceTests extends AbstractTokenServiceTests {

	private static RedisServer server;

	private static RunningSample sample;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		PeerProgram.require("redis-server");
		PeerCertificate certificate = PeerCertificate.create(directory);
		server = RedisServer.startTls(directory, certificate);
		sample = RunningSample.start("tokens.store=redis", "spring.data.redis.port=" + server.port(),
				"spring.data.redis.ssl.bundle=redis",
				"spring.ssl.bundle.pem.redis.truststore.certificate=" + certificate.certificate());
	}

	@AfterAll
	static void stop() {
		sample.close();
		server.close();
	}

	@Override
	protected RunningSample sample() {
		return sample;
	}

}
