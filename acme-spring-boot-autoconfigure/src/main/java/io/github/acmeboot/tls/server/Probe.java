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

package io.github.acmeboot.tls.server;

import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;

import org.jspecify.annotations.Nullable;

/**
 * How to ask a server for one certificate.
 *
 * @param host the host to ask for, or {@code null} to ask for none
 */
record Probe(@Nullable SNIHostName host) {

	static final Probe ANONYMOUS = new Probe(null);

	/**
	 * Makes up a host for a name of a certificate.
	 * @param name a DNS name, possibly a wildcard
	 * @return a host the name is good for
	 */
	static String hostFor(String name) {
		return name.startsWith("*.") ? "acme-proof" + name.substring(1) : name;
	}

	/**
	 * Asks for a host, if it can be asked for.
	 * @param host the host
	 * @return the probe, or nothing if the JDK does not send such a name
	 */
	static Stream<Probe> asking(String host) {
		try {
			return Stream.of(new Probe(new SNIHostName(host)));
		}
		catch (IllegalArgumentException ex) {
			return Stream.empty();
		}
	}

}
