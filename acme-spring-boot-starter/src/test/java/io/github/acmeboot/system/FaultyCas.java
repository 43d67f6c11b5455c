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

package io.github.acmeboot.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.test.AcmeTestServer;

/**
 * A CA for each issuer, whose clock may be wrong.
 */
final class FaultyCas implements AutoCloseable {

	private static final Duration CERTIFICATE_LIFE = Duration.ofDays(30);

	private static final Duration RENEWAL_INFO_RETRY_AFTER = Duration.ofHours(12);

	private final Clock time;

	private final Map<String, WrongClock> clocks = new ConcurrentHashMap<>();

	private final Map<String, AcmeTestServer> servers = new ConcurrentHashMap<>();

	FaultyCas(Clock time) {
		this.time = time;
	}

	AcmeTestServer ca(String issuer) {
		return this.servers.computeIfAbsent(issuer, this::start);
	}

	private AcmeTestServer start(String issuer) {
		AcmeTestServer ca = AcmeTestServer.builder().clock(clock(issuer)).certificateLife(CERTIFICATE_LIFE).start();
		ca.behaviour().renewalInfo().retryAfter(RENEWAL_INFO_RETRY_AFTER);
		return ca;
	}

	void setAhead(String issuer, Duration ahead) {
		clock(issuer).ahead = ahead;
	}

	/**
	 * Returns what sends an application to them, and does not end with it.
	 * @return where they are
	 */
	AcmeConnectionDetails connectionDetails() {
		return new AcmeConnectionDetails() {

			@Override
			public String getDirectoryUrl(String issuer) {
				return ca(issuer).directoryUrl().toString();
			}

			@Override
			public SslBundle getSslBundle(String issuer) {
				return ca(issuer).sslBundle();
			}

		};
	}

	@Override
	public void close() {
		this.servers.values().forEach(AcmeTestServer::close);
	}

	private WrongClock clock(String issuer) {
		return this.clocks.computeIfAbsent(issuer, (name) -> new WrongClock(this.time));
	}

	private static final class WrongClock extends Clock {

		private final Clock right;

		private volatile Duration ahead = Duration.ZERO;

		private WrongClock(Clock right) {
			this.right = right;
		}

		@Override
		public Instant instant() {
			return this.right.instant().plus(this.ahead);
		}

		@Override
		public ZoneId getZone() {
			return this.right.getZone();
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
