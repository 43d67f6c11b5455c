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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

/**
 * The CA in the JVM of the test.
 */
final class TestServerCa implements FleetCa {

	private final List<HeldAnswer> held = new CopyOnWriteArrayList<>();

	private final AcmeTestServer server;

	TestServerCa(int http01Port) {
		this(AcmeTestServer.builder().http01Port(http01Port).start());
	}

	TestServerCa(AcmeTestServer server) {
		this.server = server;
	}

	AcmeTestServer server() {
		return this.server;
	}

	/**
	 * Lets the first client wait for the answer to what was asked of the CA, which has
	 * done it.
	 * @param operation what is asked
	 * @return where the client waits
	 */
	HeldAnswer hold(Operation operation) {
		HeldAnswer held = new HeldAnswer();
		this.held.add(held);
		this.server.faults().on(operation).times(1).apply(held);
		return held;
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
		this.held.forEach(HeldAnswer::release);
		this.server.close();
	}

}
