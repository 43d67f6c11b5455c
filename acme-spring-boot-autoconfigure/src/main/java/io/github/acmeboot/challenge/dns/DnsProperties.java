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
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the dns-01 challenge.
 */
@ConfigurationProperties("acme.challenge.dns")
public class DnsProperties {

	/**
	 * What adds and removes the TXT records: rfc2136, cloudflare, route53, webhook or
	 * acmedns.
	 */
	private @Nullable String provider;

	private final Propagation propagation = new Propagation();

	public @Nullable String getProvider() {
		return this.provider;
	}

	public void setProvider(@Nullable String provider) {
		this.provider = provider;
	}

	public Propagation getPropagation() {
		return this.propagation;
	}

	/**
	 * When a record counts as visible to the CA.
	 */
	public static class Propagation {

		/**
		 * Whether the authoritative servers are asked before the CA is.
		 */
		private boolean enabled = true;

		/**
		 * How long a record may take to become visible.
		 */
		private Duration timeout = Duration.ofMinutes(5);

		/**
		 * Time between two looks.
		 */
		private Duration interval = Duration.ofSeconds(5);

		/**
		 * Resolvers that find zones, their servers and delegations, each as a host with
		 * an optional port. Those of the system by default.
		 */
		private List<String> resolvers = new ArrayList<>();

		/**
		 * Percentage of the authoritative servers that have to answer with the record.
		 */
		private int quorum = 100;

		/**
		 * Port of the authoritative servers.
		 */
		private int port = 53;

		/**
		 * How long to wait after a record is visible, for the caches of the CA.
		 */
		private Duration delay = Duration.ofSeconds(0);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public List<String> getResolvers() {
			return this.resolvers;
		}

		public void setResolvers(List<String> resolvers) {
			this.resolvers = resolvers;
		}

		public int getQuorum() {
			return this.quorum;
		}

		public void setQuorum(int quorum) {
			this.quorum = quorum;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = delay;
		}

	}

}
