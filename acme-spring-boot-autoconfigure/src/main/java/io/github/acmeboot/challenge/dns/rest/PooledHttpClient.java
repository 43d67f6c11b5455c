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

package io.github.acmeboot.challenge.dns.rest;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * The HTTP client for the exchanges that follow each other closely. After a pause it is
 * made anew, since the service will have closed the connections by then, and a request on
 * one of them would fail; so it is when the bundle has changed.
 */
final class PooledHttpClient {

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private final Supplier<@Nullable SslBundle> sslBundle;

	private final Duration connectTimeout;

	private @Nullable HttpClient client;

	private @Nullable SslBundle usedBundle;

	private long lastUse;

	PooledHttpClient(Supplier<@Nullable SslBundle> sslBundle, Duration connectTimeout) {
		this.sslBundle = sslBundle;
		this.connectTimeout = connectTimeout;
	}

	synchronized HttpClient get() {
		SslBundle bundle = this.sslBundle.get();
		long now = System.nanoTime();
		HttpClient current = this.client;
		if (current == null || bundle != this.usedBundle || now - this.lastUse > LONGEST_PAUSE.toNanos()) {
			current = create(bundle);
			this.client = current;
			this.usedBundle = bundle;
		}
		this.lastUse = now;
		return current;
	}

	private HttpClient create(@Nullable SslBundle bundle) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(this.connectTimeout);
		if (bundle != null) {
			builder.sslContext(bundle.createSslContext());
		}
		return builder.build();
	}

}
