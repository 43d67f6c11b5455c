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

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.AcmeException;

/**
 * Exchanges JSON with a service by HTTP. The whole exchange has one deadline and a
 * largest size; an interrupt ends it and is kept, while one that came before lets it
 * happen, since records are taken away on the way down; redirects are not followed; the
 * JDK's proxy settings are honoured. Safe for use by several threads.
 */
public final class RestService {

	private static final Log logger = LogFactory.getLog(RestService.class);

	private final RestEndpoint endpoint;

	private final PooledHttpClient client;

	private final Clock clock;

	/**
	 * Creates a service. Nothing is sent before the first request.
	 * @param endpoint where it is
	 * @param sslBundle what verifies it and tells it who we are, or {@code null} for the
	 * JDK's own trust store; asked for at each request
	 * @param clock the clock
	 */
	public RestService(RestEndpoint endpoint, Supplier<@Nullable SslBundle> sslBundle, Clock clock) {
		this.endpoint = endpoint;
		this.client = new PooledHttpClient(sslBundle, endpoint.timeout());
		this.clock = clock;
	}

	/**
	 * Asks the service.
	 * @param operation what is to be done, after the words "unable to"
	 * @param request what to ask
	 * @return the answer, whatever its status
	 * @throws AcmeException if there is none
	 */
	public RestAnswer exchange(String operation, RestRequest request) {
		RestFailures failures = new RestFailures(this.endpoint, operation);
		long start = System.nanoTime();
		HttpResponse<String> response = send(request, failures);
		if (logger.isDebugEnabled()) {
			logger.debug("%s at '%s' answered %d after %d ms".formatted(request, this.endpoint, response.statusCode(),
					Duration.ofNanos(System.nanoTime() - start).toMillis()));
		}
		return new RestAnswer(failures, request, response.statusCode(), response.body(),
				RetryAfter.of(response.headers(), this.clock));
	}

	private HttpResponse<String> send(RestRequest request, RestFailures failures) {
		boolean interrupted = Thread.interrupted();
		CompletableFuture<HttpResponse<String>> future = start(request, failures);
		try {
			return future.get(this.endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw failures.tooSlow();
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			interrupted = true;
			throw failures.interrupted(ex);
		}
		catch (ExecutionException ex) {
			throw failures
				.unreachable((ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause()));
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private CompletableFuture<HttpResponse<String>> start(RestRequest request, RestFailures failures) {
		try {
			HttpClient current = this.client.get();
			HttpRequest message = request.to(this.endpoint.resolve(request.path(), request.query()));
			return current.sendAsync(message, (head) -> new CappedBody());
		}
		catch (IllegalArgumentException ex) {
			throw failures.unusable(new IllegalArgumentException("the request cannot be written"));
		}
		catch (RuntimeException ex) {
			throw failures.unusable(ex);
		}
	}

}
