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

package io.github.acmeboot.testsupport.bind;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.github.acmeboot.testsupport.FreePort;

/**
 * Configures a {@link BindServer}.
 */
public final class BindServerBuilder {

	private static final int ATTEMPTS = 5;

	private static final String OPTIONS = """
			options {
				directory "%1$s"; session-keyfile "%1$s/session.key"; pid-file none; lock-file none;
				listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
				recursion yes; allow-recursion { 127.0.0.0/8; }; dnssec-validation no; empty-zones-enable no;
				notify no; allow-transfer { any; }; server-id "%3$s"; querylog yes;
			};
			controls {};
			""";

	private static final String ZONE = """
			$TTL 1
			@ IN SOA ns1 hostmaster 1 86400 3600 604800 1
			%s
			""";

	private final Path directory;

	private final StringBuilder statements = new StringBuilder();

	private final Map<String, String> files = new LinkedHashMap<>();

	BindServerBuilder(Path directory) {
		this.directory = directory;
		zone(".", "", "@ NS ns1.", "ns1 A 127.0.0.1");
	}

	/**
	 * Adds a key that clients may sign with.
	 * @param key the key
	 * @return this
	 */
	public BindServerBuilder key(TsigKey key) {
		this.statements.append(key.statement());
		return this;
	}

	/**
	 * Adds a zone that this server is the primary one of.
	 * @param name its name
	 * @param options who may do what, such as {@code allow-update { key "key"; };}
	 * @param records its records but the SOA, as in a zone file
	 * @return this
	 */
	public BindServerBuilder zone(String name, String options, String... records) {
		String file = name.equals(".") ? "root.zone" : name + ".zone";
		this.files.put(file, ZONE.formatted(String.join("\n", records)));
		this.statements.append("zone \"%s\" { type primary; file \"%s\"; %s };%n".formatted(name, file, options));
		return this;
	}

	/**
	 * Adds a zone that this server copies from another one when it starts, and then only
	 * when it is {@link BindServer#refresh told to}.
	 * @param name its name
	 * @param primary the other server
	 * @return this
	 */
	public BindServerBuilder secondary(String name, InetSocketAddress primary) {
		this.statements.append("zone \"%s\" { type secondary; file \"%s.copy\"; primaries { %s port %d; }; };%n"
			.formatted(name, name, primary.getAddress().getHostAddress(), primary.getPort()));
		return this;
	}

	/**
	 * Starts the server, and waits until it answers.
	 * @return the server
	 */
	public BindServer start() {
		IllegalStateException failure = new IllegalStateException("BIND was not started");
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			String id = UUID.randomUUID().toString();
			InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.next());
			String options = OPTIONS.formatted(this.directory, address.getPort(), id);
			try {
				return BindServer.start(this.directory, address, id, options + this.statements, this.files);
			}
			catch (IllegalStateException ex) {
				failure = ex;
			}
		}
		throw failure;
	}

}
