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

import org.springframework.core.env.Environment;

/**
 * Finds out where the application answers http-01. Asked for each challenge, since the
 * port may be known only when it is open.
 */
final class Http01Target implements Function<String, InetSocketAddress> {

	private static final int HTTP = 80;

	private final Environment environment;

	private final AcmeTestServerProperties properties;

	Http01Target(Environment environment, AcmeTestServerProperties properties) {
		this.environment = environment;
		this.properties = properties;
	}

	@Override
	public InetSocketAddress apply(String host) {
		return new InetSocketAddress("127.0.0.1", port());
	}

	int port() {
		return Optional.ofNullable(this.properties.getHttp01Port())
			.or(() -> port("local.acme.challenge.http.port"))
			.or(() -> port("acme.challenge.http.port"))
			.orElseGet(this::mainPort);
	}

	private int mainPort() {
		boolean withoutOwnConnector = this.environment.containsProperty("acme.challenge.http.port");
		return withoutOwnConnector ? port("local.server.port").or(() -> port("server.port")).orElse(HTTP) : HTTP;
	}

	private Optional<Integer> port(String property) {
		return Optional.ofNullable(this.environment.getProperty(property, Integer.class)).filter((port) -> port > 0);
	}

}
