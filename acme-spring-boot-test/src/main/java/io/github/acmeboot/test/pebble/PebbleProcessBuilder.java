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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link PebbleProcess}. Not thread-safe.
 */
public final class PebbleProcessBuilder {

	private static final int MAX_ATTEMPTS = 5;

	private final Map<String, String> environment = new LinkedHashMap<>(
			Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "5", "PEBBLE_AUTHZREUSE", "50"));

	private final Map<String, Object> settings = new LinkedHashMap<>(
			Map.of("httpPort", 5002, "tlsPort", 5001, "externalAccountBindingRequired", false));

	private final Map<String, String> externalAccounts = new LinkedHashMap<>();

	private IntSupplier ports = PebbleProcess::freePort;

	private boolean strict;

	private @Nullable String dnsServer;

	PebbleProcessBuilder() {
	}

	/**
	 * Sets how many good nonces are rejected all the same.
	 * @param percent from 0 to 99. 5 by default
	 * @return this
	 */
	public PebbleProcessBuilder nonceRejection(int percent) {
		return variable("PEBBLE_WFE_NONCEREJECT", percent);
	}

	/**
	 * Sets how often a valid authorization is reused. Pebble's 0 still reuses one in a
	 * hundred.
	 * @param percent from 0 to 100. 50 by default
	 * @return this
	 */
	public PebbleProcessBuilder authorizationReuse(int percent) {
		return variable("PEBBLE_AUTHZREUSE", percent);
	}

	/**
	 * Sets the time a validation takes, at most. None by default.
	 * @param validationTime the time in whole seconds; each takes a random part of it
	 * @return this
	 */
	public PebbleProcessBuilder validationTime(Duration validationTime) {
		this.environment.remove("PEBBLE_VA_NOSLEEP");
		return variable("PEBBLE_VA_SLEEPTIME", Math.toIntExact(validationTime.toSeconds()) + 1);
	}

	/**
	 * Sets whether what is deprecated is refused.
	 * @param strict whether it is. Not by default
	 * @return this
	 */
	public PebbleProcessBuilder strict(boolean strict) {
		this.strict = strict;
		return this;
	}

	/**
	 * Sets the port from which http-01 is fetched, on the loopback address whatever the
	 * name.
	 * @param port the port. 5002 by default
	 * @return this
	 */
	public PebbleProcessBuilder http01Port(int port) {
		return setting("httpPort", port);
	}

	/**
	 * Sets the port on which tls-alpn-01 is validated, on the loopback address whatever
	 * the name.
	 * @param port the port. 5001 by default
	 * @return this
	 */
	public PebbleProcessBuilder tlsAlpn01Port(int port) {
		return setting("tlsPort", port);
	}

	/**
	 * Sets the DNS server that is asked for everything. By default it is one that has
	 * every name at the loopback address, and no TXT records.
	 * @param dnsServer the address of a recursive or authoritative server
	 * @return this
	 */
	public PebbleProcessBuilder dnsServer(InetSocketAddress dnsServer) {
		this.dnsServer = dnsServer.getAddress().getHostAddress() + ":" + dnsServer.getPort();
		return this;
	}

	/**
	 * Sets the {@code Retry-After} of whatever is being processed. Old versions ignore
	 * it.
	 * @param retryAfter the time in whole seconds. None by default
	 * @return this
	 */
	public PebbleProcessBuilder retryAfter(Duration retryAfter) {
		return setting("retryAfter", Map.of("authz", retryAfter.toSeconds(), "order", retryAfter.toSeconds()));
	}

	/**
	 * Sets the number of intermediates.
	 * @param length the number. 1 by default
	 * @return this
	 */
	public PebbleProcessBuilder chainLength(int length) {
		return variable("PEBBLE_CHAIN_LENGTH", length);
	}

	/**
	 * Sets the number of alternate chains, each under a root of its own.
	 * @param roots the number. 0 by default
	 * @return this
	 */
	public PebbleProcessBuilder alternateRoots(int roots) {
		return variable("PEBBLE_ALTERNATE_ROOTS", roots);
	}

	/**
	 * Makes the CA require an external account binding, and adds an external account.
	 * @param keyId the key identifier
	 * @param hmacKey the MAC key, base64url
	 * @return this
	 */
	public PebbleProcessBuilder externalAccount(String keyId, String hmacKey) {
		this.externalAccounts.put(keyId, hmacKey);
		setting("externalAccountBindingRequired", true);
		return setting("externalAccountMACKeys", this.externalAccounts);
	}

	/**
	 * Starts the CA, and waits until it answers.
	 * @return a CA that answers
	 * @throws IllegalStateException if it cannot be started
	 */
	public PebbleProcess start() {
		for (int attempt = 1;; attempt++) {
			PebbleProcess process = new PebbleProcess(this.ports);
			try {
				process.start(this.settings, this.environment, this.strict, this.dnsServer);
				return process;
			}
			catch (RuntimeException ex) {
				boolean again = attempt < MAX_ATTEMPTS && process.isPortTaken();
				process.close();
				if (!again) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Sets where ports come from.
	 * @param ports gives a port that is probably free
	 * @return this
	 */
	PebbleProcessBuilder ports(IntSupplier ports) {
		this.ports = ports;
		return this;
	}

	private PebbleProcessBuilder setting(String name, Object value) {
		this.settings.put(name, value);
		return this;
	}

	private PebbleProcessBuilder variable(String name, int value) {
		this.environment.put(name, String.valueOf(value));
		return this;
	}

}
