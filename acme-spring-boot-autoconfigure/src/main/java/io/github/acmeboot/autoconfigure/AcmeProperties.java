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

package io.github.acmeboot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Configuration of the certificates and of the CAs they come from. Stores, challenges and
 * the renewal have properties of their own.
 */
@ConfigurationProperties("acme")
public class AcmeProperties {

	/**
	 * Whether certificates are looked after.
	 */
	private boolean enabled = true;

	/**
	 * CAs by name. A certificate that names none uses all of them, in this order.
	 */
	private final Map<String, IssuerProperties> issuers = new LinkedHashMap<>();

	/**
	 * Timeouts of every issuer that does not say otherwise.
	 */
	@NestedConfigurationProperty
	private final IssuerProperties.Timeouts timeouts = IssuerProperties.Timeouts.defaults();

	/**
	 * Certificates by name, which is also the name of the SSL bundle.
	 */
	private final Map<String, CertificateProperties> certificates = new LinkedHashMap<>();

	private final Renewal renewal = new Renewal();

	private final Store store = new Store();

	private final Startup startup = new Startup();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Map<String, IssuerProperties> getIssuers() {
		return this.issuers;
	}

	public IssuerProperties.Timeouts getTimeouts() {
		return this.timeouts;
	}

	public Map<String, CertificateProperties> getCertificates() {
		return this.certificates;
	}

	public Renewal getRenewal() {
		return this.renewal;
	}

	public Store getStore() {
		return this.store;
	}

	public Startup getStartup() {
		return this.startup;
	}

	/**
	 * Renewal of all certificates.
	 */
	public static class Renewal {

		/**
		 * Whether certificates are renewed by themselves.
		 */
		private boolean enabled = true;

		/**
		 * Time between two looks at every certificate.
		 */
		private Duration checkInterval = Duration.ofMinutes(10);

		/**
		 * Whether the CA is asked when to renew (RFC 9773).
		 */
		private boolean ari = true;

		private final Retry retry = new Retry();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getCheckInterval() {
			return this.checkInterval;
		}

		public void setCheckInterval(Duration checkInterval) {
			this.checkInterval = checkInterval;
		}

		public boolean isAri() {
			return this.ari;
		}

		public void setAri(boolean ari) {
			this.ari = ari;
		}

		public Retry getRetry() {
			return this.retry;
		}

	}

	/**
	 * Retry of what is a matter of seconds.
	 */
	public static class Retry {

		/**
		 * Attempts at what is a matter of seconds, the first included.
		 */
		private int maxAttempts = 5;

		/**
		 * Time before the second of them.
		 */
		private Duration initialInterval = Duration.ofSeconds(1);

		/**
		 * Factor by which that time grows.
		 */
		private double multiplier = 2;

		/**
		 * Longest time between two of them.
		 */
		private Duration maxInterval = Duration.ofSeconds(30);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInitialInterval() {
			return this.initialInterval;
		}

		public void setInitialInterval(Duration initialInterval) {
			this.initialInterval = initialInterval;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

		public Duration getMaxInterval() {
			return this.maxInterval;
		}

		public void setMaxInterval(Duration maxInterval) {
			this.maxInterval = maxInterval;
		}

	}

	/**
	 * Store of what has to outlive the process.
	 */
	public static class Store {

		/**
		 * Where keys and certificates are kept: file, redis, jdbc, s3 or memory.
		 */
		private String type = "file";

		/**
		 * Time after which another instance's certificate is noticed without a notice.
		 */
		private Duration refreshInterval = Duration.ofSeconds(30);

		public String getType() {
			return this.type;
		}

		public void setType(String type) {
			this.type = type;
		}

		public Duration getRefreshInterval() {
			return this.refreshInterval;
		}

		public void setRefreshInterval(Duration refreshInterval) {
			this.refreshInterval = refreshInterval;
		}

	}

	/**
	 * What the start of the application does without a certificate.
	 */
	public static class Startup {

		/**
		 * How long the start waits for the first certificates.
		 */
		private Duration wait = Duration.ZERO;

		/**
		 * What happens when they did not come in that time: continue with a placeholder,
		 * or fail.
		 */
		private OnTimeout onTimeout = OnTimeout.CONTINUE;

		public Duration getWait() {
			return this.wait;
		}

		public void setWait(Duration wait) {
			this.wait = wait;
		}

		public OnTimeout getOnTimeout() {
			return this.onTimeout;
		}

		public void setOnTimeout(OnTimeout onTimeout) {
			this.onTimeout = onTimeout;
		}

	}

	/**
	 * What happens when the first certificates did not come in time.
	 */
	public enum OnTimeout {

		/**
		 * The application starts with a placeholder.
		 */
		CONTINUE,

		/**
		 * The start fails.
		 */
		FAIL

	}

}
