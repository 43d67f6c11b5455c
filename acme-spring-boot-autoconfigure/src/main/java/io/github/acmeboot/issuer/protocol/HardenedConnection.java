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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;

/**
 * A connection that ends: the whole exchange, body included, has one deadline and a
 * largest size, and an interrupt ends it at once and is kept.
 */
final class HardenedConnection extends DefaultConnection {

	private static final int MAX_BODY = 1024 * 1024;

	private final Duration deadline;

	private final Clock clock;

	HardenedConnection(NetworkSettings settings, HttpClient client, Clock clock) {
		super(new HttpConnector(settings, client));
		this.deadline = settings.getTimeout();
		this.clock = clock;
	}

	@Override
	public void resetNonce(Session session) throws AcmeException {
		close();
		super.resetNonce(session);
	}

	@Override
	public Optional<Instant> getRetryAfter() {
		return Optional.ofNullable(this.lastResponse)
			.flatMap((response) -> RetryAfter.of(response.statusCode(), response.headers(), this.clock))
			.map((wait) -> this.clock.instant().plus(wait));
	}

	@Override
	protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body) throws IOException {
		HttpRequest.Builder builder = this.httpConnector.createRequestBuilder(url)
			.header("Accept-Charset", "utf-8")
			.header("Accept-Language", session.getLanguageHeader());
		body.accept(builder);
		HttpRequest request = builder.build();
		ExchangeRecorder recorder = ((AcmeSession) session).begin(request);
		try {
			HttpResponse<byte[]> response = send(request);
			recorder.answered(response);
			this.lastResponse = new BufferedResponse(response);
		}
		catch (IOException ex) {
			recorder.failed(ex);
			throw ex;
		}
	}

	private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
		CompletableFuture<HttpResponse<byte[]>> future = this.httpClient.sendAsync(request,
				(info) -> new CappedBody(MAX_BODY));
		try {
			return future.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw new HttpTimeoutException("no complete answer within " + this.deadline.toMillis() + " ms");
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while waiting for the answer");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
	}

}
