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

package io.github.acmeboot.test;

import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.shredzone.acme4j.exception.AcmeServerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Servers for tests, and what answers their challenges.
 */
abstract class AbstractAcmeTestServerTests {

	final ChallengeResponder responder = new ChallengeResponder();

	final List<AcmeTestServer> servers = new ArrayList<>();

	@AfterEach
	void close() {
		this.servers.forEach(AcmeTestServer::close);
		this.responder.close();
	}

	void assertProblem(String type, ThrowingCallable call) {
		assertThatExceptionOfType(AcmeServerException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.getType().toString()).endsWith(":" + type));
	}

	AcmeTestServerBuilder builder() {
		return AcmeTestServer.builder().http01Port(this.responder.port());
	}

	AcmeTestServer start(AcmeTestServerBuilder builder) {
		AcmeTestServer server = builder.start();
		this.servers.add(server);
		return server;
	}

	AcmeClient client(AcmeTestServer server) {
		return new AcmeClient(server, this.responder);
	}

}
