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

package io.github.acmeboot.challenge.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.challenge.dns.lookup.ServerAddress;

/**
 * Makes settings of the properties, and refuses what makes no sense.
 */
final class DnsSettingsMapper implements InitializingBean {

	private static final String PREFIX = "acme.challenge.dns.propagation.";

	private static final int MAX_PORT = 65535;

	private static final int PERCENT = 100;

	private final DnsProperties.Propagation propagation;

	DnsSettingsMapper(DnsProperties properties) {
		this.propagation = properties.getPropagation();
	}

	@Override
	public void afterPropertiesSet() {
		propagation();
		resolvers();
		port();
		quorum();
	}

	PropagationSettings propagation() {
		return new PropagationSettings(this.propagation.isEnabled(), positive("timeout", this.propagation.getTimeout()),
				positive("interval", this.propagation.getInterval()), notNegative(this.propagation.getDelay()));
	}

	List<ServerAddress> resolvers() {
		List<ServerAddress> addresses = new ArrayList<>();
		for (String resolver : this.propagation.getResolvers()) {
			addresses.add(resolver(addresses.size(), resolver));
		}
		return addresses;
	}

	private ServerAddress resolver(int index, String resolver) {
		try {
			return ServerAddress.of(resolver);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("resolvers[" + index + "]", resolver, ex.getMessage()
					+ ". Write '192.0.2.1', 'dns.example.com:53' or '[2001:db8::1]:53', or leave the property out to use those of the system.");
		}
	}

	int port() {
		int port = this.propagation.getPort();
		if (port < 1 || port > MAX_PORT) {
			throw invalid("port", port,
					"The port of the authoritative servers must be between 1 and 65535. It is 53 for "
							+ "all that can be asked by a public CA.");
		}
		return port;
	}

	int quorum() {
		int quorum = this.propagation.getQuorum();
		if (quorum < 1 || quorum > PERCENT) {
			throw invalid("quorum", quorum,
					"The percentage of the authoritative servers must be between 1 and 100. To go "
							+ "without asking them, set '" + PREFIX + "enabled' to 'false'.");
		}
		return quorum;
	}

	private static Duration positive(String property, @Nullable Duration duration) {
		if (duration == null || duration.isNegative() || duration.isZero()) {
			throw invalid(property, duration, "The duration must be more than zero, such as '30s'.");
		}
		return duration;
	}

	private static Duration notNegative(@Nullable Duration delay) {
		if (delay == null || delay.isNegative()) {
			throw invalid("delay", delay, "Use '0s' to wait for nothing, or a positive duration.");
		}
		return delay;
	}

	private static InvalidConfigurationPropertyValueException invalid(String property, @Nullable Object value,
			String remedy) {
		return new InvalidConfigurationPropertyValueException(PREFIX + property, value, remedy);
	}

}
