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

package io.github.acmeboot.doctor;

import java.time.Duration;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses times and ports that make no sense.
 */
final class DoctorPropertiesCheck implements InitializingBean {

	private static final int MAX_PORT = 65535;

	private final DoctorProperties properties;

	DoctorPropertiesCheck(DoctorProperties properties) {
		this.properties = properties;
	}

	@Override
	public void afterPropertiesSet() {
		positive("first-order-timeout", this.properties.getFirstOrderTimeout(),
				" To have no look before a first order, set 'acme.doctor.before-first-order' to 'false'.");
		positive("timeout", this.properties.getTimeout(), "");
		positive("total-timeout", this.properties.getTotalTimeout(), "");
		port("http-port", this.properties.getHttpPort());
		port("tls-port", this.properties.getTlsPort());
	}

	private static void positive(String property, Duration duration, String alternative) {
		check(property, duration, !duration.isNegative() && !duration.isZero(),
				"The duration must be more than zero, such as '30s'." + alternative);
	}

	private static void port(String property, int port) {
		check(property, port, port >= 1 && port <= MAX_PORT,
				"Use the port to which the CA connects, from 1 to 65535, or remove the property.");
	}

	private static void check(String property, Object value, boolean valid, String remedy) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("acme.doctor." + property, value, remedy);
		}
	}

}
