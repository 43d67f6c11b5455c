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

package io.github.acmeboot.system;

import java.util.List;
import java.util.Map;

import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.dns.DnsZone;

/**
 * The zone of all rows, on two name servers, and what changes it.
 */
final class FaultyDns implements AutoCloseable {

	static final String ZONE = "example.org";

	private final DnsTestServer primary = DnsTestServer.start(ZONE);

	private final DnsTestServer secondary = this.primary.secondary("127.0.0.2");

	private final SwitchableDnsProvider provider = new SwitchableDnsProvider(this.primary.provider(), this::transfer);

	private volatile boolean transferring = true;

	/**
	 * Returns what lets an application look here for its records.
	 * @return the properties
	 */
	Map<String, String> properties() {
		String prefix = "acme.challenge.dns.propagation.";
		return Map.of(prefix + "resolvers", "127.0.0.1:" + this.primary.port(), prefix + "port",
				String.valueOf(this.primary.port()), prefix + "timeout", "6s", prefix + "interval", "20ms");
	}

	DnsTestServer primary() {
		return this.primary;
	}

	DnsTestServer secondary() {
		return this.secondary;
	}

	SwitchableDnsProvider provider() {
		return this.provider;
	}

	DnsZone zone() {
		return this.primary.zone(ZONE);
	}

	List<String> answers(String host) {
		return zone().txtValues(record(host));
	}

	static String record(String host) {
		return "_acme-challenge." + host;
	}

	/**
	 * Lets the secondary know no more changes.
	 */
	void stopTransfers() {
		this.transferring = false;
	}

	/**
	 * Lets the secondary know what the primary knows.
	 */
	void transferNow() {
		this.primary.transferTo(this.secondary);
	}

	/**
	 * Moves the name servers.
	 * @param first the address of the first
	 * @param second the address of the second
	 */
	void moveServers(String first, String second) {
		zone().removeAll("ns1." + ZONE).removeAll("ns2." + ZONE);
		zone().address("ns1." + ZONE, first).address("ns2." + ZONE, second);
		transferNow();
	}

	/**
	 * Ends all trouble.
	 */
	void recover() {
		this.provider.recovers();
		this.transferring = true;
		this.primary.faults().clear();
		this.secondary.faults().clear();
		moveServers("127.0.0.1", "127.0.0.2");
	}

	private void transfer() {
		if (this.transferring) {
			transferNow();
		}
	}

	@Override
	public void close() {
		this.primary.close();
	}

}
