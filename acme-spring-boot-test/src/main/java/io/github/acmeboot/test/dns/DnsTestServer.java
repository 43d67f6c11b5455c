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

package io.github.acmeboot.test.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.util.Assert;

import io.github.acmeboot.challenge.dns.DnsProvider;

/**
 * An authoritative DNS server inside the JVM, for tests and for development. It answers
 * by UDP and TCP on the same port of a loopback address, from zones that can be changed
 * at any time. Needs dnsjava on the class path.
 * <p>
 * Used together with an {@link io.github.acmeboot.test.AcmeTestServer} that asks it,
 * challenges of the type dns-01 are validated for real. Trouble can be made by
 * {@link #faults()}. All methods can be called by any thread.
 */
public final class DnsTestServer implements AutoCloseable {

	private final DnsListener listener;

	private final Zones zones;

	private final Optional<InetAddress> defaultAddress;

	private final DnsFaults faults = new DnsFaults();

	private final DnsResponder responder;

	private final List<DnsTestServer> secondaries = new CopyOnWriteArrayList<>();

	DnsTestServer(DnsListener listener, Zones zones, Optional<InetAddress> defaultAddress) {
		this.listener = listener;
		this.zones = zones;
		this.defaultAddress = defaultAddress;
		this.responder = new DnsResponder(new Answers(zones, defaultAddress), this.faults);
		listener.start(this.responder);
	}

	/**
	 * Configures a server.
	 * @return a builder with sensible defaults
	 */
	public static DnsTestServerBuilder builder() {
		return new DnsTestServerBuilder();
	}

	/**
	 * Starts a server on any port of 127.0.0.1.
	 * @param zones the names of its zones
	 * @return a server that answers
	 */
	public static DnsTestServer start(String... zones) {
		return builder().zones(zones).start();
	}

	/**
	 * Returns where the server is.
	 * @return the address and port
	 */
	public InetSocketAddress address() {
		return this.listener.address();
	}

	/**
	 * Returns the port of the server.
	 * @return the port, for UDP and TCP
	 */
	public int port() {
		return address().getPort();
	}

	/**
	 * Returns a zone, which is added if there is none of that name.
	 * @param name the name of the zone
	 * @return what can be changed at any time
	 */
	public DnsZone zone(String name) {
		return this.zones.get(Names.absolute(name));
	}

	/**
	 * Returns the zones.
	 * @return the zones, in no order
	 */
	public List<DnsZone> zones() {
		return this.zones.all();
	}

	/**
	 * Removes a zone, for whose names the server is no longer authoritative.
	 * @param name the name of the zone
	 */
	public void removeZone(String name) {
		this.zones.remove(Names.absolute(name));
	}

	/**
	 * Returns what adds TXT values to the zones and removes them.
	 * @return a provider for the application under test
	 */
	public DnsProvider provider() {
		return new ZoneDnsProvider(this.zones);
	}

	/**
	 * Returns the trouble the server makes.
	 * @return what can be changed at any time
	 */
	public DnsFaults faults() {
		return this.faults;
	}

	/**
	 * Starts a secondary on the same port of another address, and makes it a name server
	 * of each zone there is. It knows what this server knows now, and nothing that is
	 * changed later, until it is told to {@link #transferTo transfer} the zones. It ends
	 * with this server.
	 * @param address another address of this host, such as 127.0.0.2
	 * @return a server that answers
	 */
	public DnsTestServer secondary(String address) {
		InetAddress ip = Records.ip(address);
		Assert.isTrue(!ip.equals(address().getAddress()), "A secondary needs an address of its own");
		DnsTestServer secondary = new DnsTestServer(DnsListener.bind(ip, port()), new Zones(ip), this.defaultAddress);
		this.secondaries.add(secondary);
		String label = "ns" + (this.secondaries.size() + 1) + ".";
		this.zones.all().forEach((zone) -> {
			zone.address(label + zone.name(), address);
			zone.nameServer(label + zone.name());
		});
		transferTo(secondary);
		return secondary;
	}

	/**
	 * Lets a secondary know what this server knows now.
	 * @param secondary the secondary
	 */
	public void transferTo(DnsTestServer secondary) {
		secondary.zones.copyOf(this.zones);
	}

	/**
	 * Returns the queries so far.
	 * @return the queries, oldest first
	 */
	public List<RecordedQuery> queries() {
		return this.responder.queries();
	}

	/**
	 * Forgets the queries so far.
	 */
	public void resetQueries() {
		this.responder.clear();
	}

	@Override
	public void close() {
		this.secondaries.forEach(DnsTestServer::close);
		this.listener.close();
		this.responder.close();
	}

}
