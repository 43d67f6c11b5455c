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

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.test.pebble.PebbleProcessBuilder;

/**
 * Pebble. Its log is counted.
 */
final class PebbleCa implements FleetCa {

	private static final Pattern ORDER = Pattern.compile("Added order \"");

	private static final Pattern ACCOUNT = Pattern.compile("There are now \\d+ accounts");

	private static final Pattern CERTIFICATE = Pattern.compile("Issued certificate serial");

	private final PebbleProcess pebble;

	PebbleCa(int http01Port) {
		this(PebbleProcess.builder().http01Port(http01Port));
	}

	private PebbleCa(PebbleProcessBuilder builder) {
		this.pebble = builder.authorizationReuse(0).start();
	}

	/**
	 * Starts a CA that takes every good nonce.
	 * @param http01Port the port it fetches answers from
	 * @return the CA
	 */
	static PebbleCa withoutNonceRejection(int http01Port) {
		return new PebbleCa(PebbleProcess.builder().http01Port(http01Port).nonceRejection(0));
	}

	/**
	 * Starts a CA that takes every good nonce, and asks a DNS server.
	 * @param dnsServer the server
	 * @return the CA
	 */
	static PebbleCa asking(InetSocketAddress dnsServer) {
		return new PebbleCa(PebbleProcess.builder().dnsServer(dnsServer).nonceRejection(0));
	}

	@Override
	public URI directoryUrl() {
		return this.pebble.directoryUrl();
	}

	@Override
	public X509Certificate listenerRoot() {
		try {
			KeyStore store = Objects.requireNonNull(this.pebble.sslBundle().getStores().getTrustStore());
			return (X509Certificate) store.getCertificate(store.aliases().nextElement());
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public long accounts() {
		return count(ACCOUNT);
	}

	@Override
	public long orders() {
		return count(ORDER);
	}

	@Override
	public long certificates() {
		return count(CERTIFICATE);
	}

	private long count(Pattern pattern) {
		return pattern.matcher(this.pebble.log()).results().count();
	}

	@Override
	public void close() {
		this.pebble.close();
	}

}
