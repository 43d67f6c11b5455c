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

package io.github.acmeboot.issuer.protocol;

import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FanOut}.
 */
@Timeout(30)
class FanOutTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicBoolean broken = new AtomicBoolean();

	private final AcmeClient client = new AcmeClient(new AcmeClient.Settings("ca", () -> "https://ca.invalid/",
			this::sslBundle, Duration.ofSeconds(1), Duration.ofSeconds(1)), Clock.systemUTC(),
			(operation, outcome, duration) -> {
			}, this.executor);

	@AfterEach
	void close() {
		this.executor.shutdownNow();
	}

	@Test
	void answersComeInTheOrderOfTheThings() {
		assertThat(this.client.forEach(this.client.acquire(), List.of(1, 2, 3, 4, 5), (session, item) -> item * 10))
			.containsExactly(10, 20, 30, 40, 50);
	}

	@Test
	void aSessionThatCannotBeHadIsNoDefectOfOurs() {
		AcmeSession own = this.client.acquire();
		SSLHandshakeException distrust = new SSLHandshakeException("unknown root");
		distrust.initCause(new CertificateException());
		this.client.translate(distrust, Operation.DIRECTORY, Optional.empty());
		this.broken.set(true);
		assertThatExceptionOfType(AcmeException.class)
			.isThrownBy(() -> this.client.forEach(own, List.of(1, 2, 3, 4), (session, item) -> item))
			.satisfies((failure) -> assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	private @Nullable SslBundle sslBundle() {
		if (this.broken.get()) {
			throw new IllegalStateException("The bundle is gone");
		}
		return null;
	}

}
