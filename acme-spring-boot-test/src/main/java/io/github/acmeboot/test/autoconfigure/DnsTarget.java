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

package io.github.acmeboot.test.autoconfigure;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.test.dns.DnsTestServer;

/**
 * Finds out which DNS server the CA asks for dns-01: the one that is configured, else
 * that of the test.
 */
final class DnsTarget {

	private static final int DNS = 53;

	private final AcmeTestServerProperties properties;

	private final ObjectProvider<DnsTestServer> server;

	DnsTarget(AcmeTestServerProperties properties, ObjectProvider<DnsTestServer> server) {
		this.properties = properties;
		this.server = server;
	}

	Optional<InetSocketAddress> address() {
		return Optional.ofNullable(this.properties.getDnsServer())
			.map(DnsTarget::parse)
			.or(() -> Optional.ofNullable(this.server.getIfAvailable()).map(DnsTestServer::address));
	}

	private static InetSocketAddress parse(String text) {
		try {
			URI uri = new URI("dns://" + text).parseServerAuthority();
			return new InetSocketAddress(uri.getHost(), (uri.getPort() > 0) ? uri.getPort() : DNS);
		}
		catch (URISyntaxException ex) {
			throw new InvalidConfigurationPropertyValueException("acme.test-server.dns-server", text,
					"It must be a host with an optional port, such as 127.0.0.1:5353.");
		}
	}

}
