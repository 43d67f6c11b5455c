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

import java.net.URI;
import java.security.cert.X509Certificate;

import io.github.acmeboot.test.AcmeTestServer;

/**
 * The CA in the JVM of the test.
 */
final class TestServerCa implements FleetCa {

	private final AcmeTestServer server;

	TestServerCa(int http01Port) {
		this.server = AcmeTestServer.builder().http01Port(http01Port).start();
	}

	AcmeTestServer server() {
		return this.server;
	}

	@Override
	public URI directoryUrl() {
		return this.server.directoryUrl();
	}

	@Override
	public X509Certificate listenerRoot() {
		return this.server.listenerCertificate();
	}

	@Override
	public long accounts() {
		return this.server.accountCount();
	}

	@Override
	public long orders() {
		return this.server.orders().size();
	}

	@Override
	public long certificates() {
		return this.server.issued().size();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
