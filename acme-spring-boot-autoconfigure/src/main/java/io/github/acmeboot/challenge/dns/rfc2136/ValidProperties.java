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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

import io.github.acmeboot.challenge.dns.lookup.ServerAddress;
import io.github.acmeboot.challenge.dns.rfc2136.Rfc2136Properties.Tsig;

/**
 * Reads the configuration, and stops the start when it makes no sense.
 *
 * @param properties the configuration
 */
record ValidProperties(Rfc2136Properties properties) {

	private static final String PREFIX = "acme.challenge.dns.rfc2136.";

	private static final Duration MAX_TTL = Duration.ofDays(7);

	UpdateServer server() {
		return new UpdateServer(address(), key(), timeout());
	}

	private ServerAddress address() {
		String server = this.properties.getServer();
		if (!StringUtils.hasText(server)) {
			throw invalid("server", server, "The provider needs to know which server takes updates. Set it to the "
					+ "primary server of the zone, such as 'ns1.example.com' or '192.0.2.1:5353'.");
		}
		try {
			return ServerAddress.of(server);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("server", server, ex.getMessage()
					+ ". Write a host with an optional port: 'ns1.example.com', '192.0.2.1:5353', '[2001:db8::1]:5353'.");
		}
	}

	@Nullable Name zone() {
		String zone = this.properties.getZone();
		return StringUtils.hasText(zone)
				? name("zone", zone, "Write it as 'example.com', or leave it out to have it found.") : null;
	}

	Duration ttl() {
		Duration ttl = this.properties.getTtl();
		if (ttl.toSeconds() < 1 || ttl.compareTo(MAX_TTL) > 0) {
			throw invalid("ttl", ttl, "Use a duration from one second to seven days, such as '60s'.");
		}
		return ttl;
	}

	private Duration timeout() {
		Duration timeout = this.properties.getTimeout();
		if (timeout.toMillis() < 1) {
			throw invalid("timeout", timeout, "The duration must be more than zero, such as '10s'.");
		}
		return timeout;
	}

	/**
	 * Returns the name of the key.
	 * @return the name, or {@code null} if nothing is to be signed
	 */
	@Nullable String keyName() {
		String name = this.properties.getTsig().getKeyName();
		return StringUtils.hasText(name) ? name.strip() : null;
	}

	private @Nullable TSIG key() {
		Tsig tsig = this.properties.getTsig();
		String keyName = keyName();
		boolean secret = StringUtils.hasText(tsig.getSecret());
		if ((keyName != null) != secret) {
			throw invalid(secret ? "tsig.key-name" : "tsig.secret", "",
					"A key has a name and a secret. Set both, or neither to send updates that are not signed.");
		}
		if (keyName == null) {
			return null;
		}
		Name name = name("tsig.key-name", keyName, "Copy the name of the key from the server's configuration.");
		return new TSIG(algorithm(tsig), name, secret(tsig));
	}

	private static byte[] secret(Tsig tsig) {
		try {
			return Base64.getDecoder().decode(String.valueOf(tsig.getSecret()).strip());
		}
		catch (IllegalArgumentException ex) {
			throw invalid("tsig", "******",
					"Its 'secret' is not base64. Copy it as the server's configuration has it, without quotes.");
		}
	}

	private static Name algorithm(Tsig tsig) {
		return name("tsig.algorithm", tsig.getAlgorithm().name().toLowerCase(Locale.ROOT).replace('_', '-'),
				"Use one of those that are known.");
	}

	private static Name name(String property, String value, String remedy) {
		try {
			return Name.fromString(value.strip(), Name.root);
		}
		catch (TextParseException ex) {
			throw invalid(property, value, "It is no DNS name. " + remedy);
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String property, @Nullable Object value,
			String reason) {
		return new InvalidConfigurationPropertyValueException(PREFIX + property, value, reason);
	}

}
