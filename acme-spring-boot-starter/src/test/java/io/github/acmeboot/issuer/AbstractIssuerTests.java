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

package io.github.acmeboot.issuer;

import org.junit.jupiter.api.AfterEach;

import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.AcmeTestServerBuilder;

/**
 * An issuer with a CA of its own, for each test.
 */
abstract class AbstractIssuerTests {

	final AcmeTestServer server;

	final TestIssuer issuer;

	AbstractIssuerTests() {
		this(AcmeTestServer.builder());
	}

	AbstractIssuerTests(AcmeTestServerBuilder server) {
		this.server = server.start();
		this.issuer = new TestIssuer(this.server);
	}

	@AfterEach
	void close() {
		this.issuer.close();
		this.server.close();
	}

}
