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
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of what looks at a certificate before it is ordered.
 */
@ConfigurationProperties("acme.doctor")
public class DoctorProperties {

	/**
	 * Whether a certificate is looked at before its first order. It is ordered whatever
	 * is found.
	 */
	private boolean beforeFirstOrder = true;

	/**
	 * How long that look holds up the first order at most.
	 */
	private Duration firstOrderTimeout = Duration.ofSeconds(5);

	/**
	 * How long a look that somebody asks for may take.
	 */
	private Duration timeout = Duration.ofSeconds(30);

	/**
	 * How long a look at all certificates may take. Those there is no time for are
	 * skipped, and looked at first the next time.
	 */
	private Duration totalTimeout = Duration.ofMinutes(2);

	/**
	 * Port to which the CA connects for http-01. Another one than 80 makes sense for a CA
	 * for tests only.
	 */
	private int httpPort = 80;

	/**
	 * Port to which the CA connects for tls-alpn-01. Another one than 443 makes sense for
	 * a CA for tests only.
	 */
	private int tlsPort = 443;

	/**
	 * Resolvers that are asked for the addresses and the CAA records of names, each as a
	 * host with an optional port. Those of the system by default.
	 */
	private List<String> resolvers = new ArrayList<>();

	public boolean isBeforeFirstOrder() {
		return this.beforeFirstOrder;
	}

	public void setBeforeFirstOrder(boolean beforeFirstOrder) {
		this.beforeFirstOrder = beforeFirstOrder;
	}

	public Duration getFirstOrderTimeout() {
		return this.firstOrderTimeout;
	}

	public void setFirstOrderTimeout(Duration firstOrderTimeout) {
		this.firstOrderTimeout = firstOrderTimeout;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public Duration getTotalTimeout() {
		return this.totalTimeout;
	}

	public void setTotalTimeout(Duration totalTimeout) {
		this.totalTimeout = totalTimeout;
	}

	public int getHttpPort() {
		return this.httpPort;
	}

	public void setHttpPort(int httpPort) {
		this.httpPort = httpPort;
	}

	public int getTlsPort() {
		return this.tlsPort;
	}

	public void setTlsPort(int tlsPort) {
		this.tlsPort = tlsPort;
	}

	public List<String> getResolvers() {
		return this.resolvers;
	}

	public void setResolvers(List<String> resolvers) {
		this.resolvers = resolvers;
	}

}
