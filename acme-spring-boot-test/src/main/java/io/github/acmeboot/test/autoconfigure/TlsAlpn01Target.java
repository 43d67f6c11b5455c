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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.core.env.Environment;

/**
 * Finds out where the application answers tls-alpn-01: on its own HTTPS port, which may
 * be known only when it is open.
 */
final class TlsAlpn01Target implements Function<String, InetSocketAddress> {

	private static final int HTTPS = 443;

	private final Environment environment;

	private final AcmeTestServerProperties properties;

	TlsAlpn01Target(Environment environment, AcmeTestServerProperties properties) {
		this.environment = environment;
		this.properties = properties;
	}

	@Override
	public InetSocketAddress apply(String host) {
		return new InetSocketAddress("127.0.0.1",
				Optional.ofNullable(this.properties.getTlsAlpn01Port()).orElseGet(this::mainPort));
	}

	private int mainPort() {
		return Stream.of("local.server.port", "server.port")
			.map((property) -> this.environment.getProperty(property, Integer.class, 0))
			.filter((port) -> port > 0)
			.findFirst()
			.orElse(HTTPS);
	}

}
