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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.xbill.DNS.Name;

/**
 * Configures a {@link DnsTestServer}. Not thread-safe.
 */
public final class DnsTestServerBuilder {

	private InetAddress address = Records.ip("127.0.0.1");

	private int port;

	private Optional<InetAddress> defaultAddress = Optional.empty();

	private final List<Name> zones = new ArrayList<>();

	DnsTestServerBuilder() {
	}

	/**
	 * Sets the address of the server.
	 * @param address an address of this host, such as 127.0.0.2 where the whole of
	 * 127.0.0.0/8 is. 127.0.0.1 by default
	 * @return this
	 */
	public DnsTestServerBuilder address(String address) {
		this.address = Records.ip(address);
		return this;
	}

	/**
	 * Sets the port of the server, for UDP and TCP.
	 * @param port the port, or 0, the default, for any
	 * @return this
	 */
	public DnsTestServerBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Adds zones, each with the server as its name server and nothing else.
	 * @param names the names of the zones
	 * @return this
	 */
	public DnsTestServerBuilder zones(String... names) {
		List.of(names).forEach((name) -> this.zones.add(Names.absolute(name)));
		return this;
	}

	/**
	 * Lets every name that has no address have one, in a zone of the server or not. Then
	 * every name exists.
	 * @param defaultAddress the IPv4 or IPv6 address. None by default
	 * @return this
	 */
	public DnsTestServerBuilder defaultAddress(String defaultAddress) {
		this.defaultAddress = Optional.of(Records.ip(defaultAddress));
		return this;
	}

	/**
	 * Starts the server.
	 * @return a server that answers
	 */
	public DnsTestServer start() {
		Zones served = new Zones(this.address);
		this.zones.forEach(served::get);
		return new DnsTestServer(DnsListener.bind(this.address, this.port), served, this.defaultAddress);
	}

}
