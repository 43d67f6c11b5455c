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

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.problem.FailedRequest;
import io.github.acmeboot.issuer.problem.ProblemTranslator;

/**
 * The sessions with one CA. They share the HTTP client and the directory. Safe for use by
 * several threads.
 */
public final class AcmeClient {

	private static final int MAX_IDLE = 16;

	private final Settings settings;

	private final Clock clock;

	private final ExchangeListener listener;

	private final ProblemTranslator translator;

	private final Deque<AcmeSession> idle = new ConcurrentLinkedDeque<>();

	private final ExecutorService executor;

	private @Nullable URI directory;

	private @Nullable HardenedProvider provider;

	/**
	 * Creates a client. Nothing is sent before the first request.
	 * @param settings how to reach the CA
	 * @param clock the clock
	 * @param listener told of every request
	 * @param executor runs the sessions that work side by side
	 */
	public AcmeClient(Settings settings, Clock clock, ExchangeListener listener, ExecutorService executor) {
		this.settings = settings;
		this.clock = clock;
		this.listener = listener;
		this.executor = executor;
		this.translator = new ProblemTranslator(settings.issuer(), clock);
	}

	/**
	 * Returns whom we talk to.
	 * @return the name of the issuer
	 */
	public String issuer() {
		return this.settings.issuer();
	}

	/**
	 * Returns where the CA is.
	 * @return the URL of its directory
	 */
	public synchronized URI directory() {
		if (this.directory == null) {
			this.directory = resolve(this.settings.directoryUrl().get());
		}
		return this.directory;
	}

	/**
	 * Returns what puts failures of this CA in words.
	 * @return the translator
	 */
	public ProblemTranslator problems() {
		return this.translator;
	}

	/**
	 * Returns a session for the use of the caller alone.
	 * @return a session, to be given back by {@link #release}
	 */
	public AcmeSession acquire() {
		AcmeSession session = this.idle.pollFirst();
		return (session != null) ? session : new AcmeSession(directory(), provider(), this);
	}

	/**
	 * Takes a session back.
	 * @param session a session that nobody uses any more
	 */
	public synchronized void release(AcmeSession session) {
		if (session.provider() == this.provider && this.idle.size() < MAX_IDLE) {
			this.idle.offerFirst(session);
		}
	}

	/**
	 * Asks the CA the same of many things, in a few sessions side by side.
	 * @param <T> the type of the things
	 * @param <R> the type of the answers
	 * @param own the session of the caller
	 * @param items the things
	 * @param task asks, in the session it is given
	 * @return the answers, in the order of the things
	 */
	public <T, R> List<R> forEach(AcmeSession own, List<T> items, BiFunction<AcmeSession, T, R> task) {
		return new FanOut<>(this, items, task).run(own, this.executor);
	}

	Settings settings() {
		return this.settings;
	}

	Clock clock() {
		return this.clock;
	}

	ExchangeListener listener() {
		return this.listener;
	}

	AcmeException translate(Exception failure, Operation operation, Optional<Exchange> answer) {
		if (ProblemTranslator.isDistrust(failure)) {
			forgetTrust();
		}
		return this.translator.requestFailed(failure, failedRequest(operation, answer));
	}

	private FailedRequest failedRequest(Operation operation, Optional<Exchange> answer) {
		return new FailedRequest(operation.toString(), answer.map(Exchange::status).orElse(0),
				answer.flatMap(Exchange::retryAfter).map((wait) -> this.clock.instant().plus(wait)).orElse(null));
	}

	private synchronized HardenedProvider provider() {
		if (this.provider == null) {
			this.provider = new HardenedProvider(httpClient(), this.clock);
		}
		return this.provider;
	}

	private synchronized void forgetTrust() {
		this.provider = null;
		this.idle.clear();
	}

	private HttpClient httpClient() {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NORMAL)
			.connectTimeout(this.settings.connectTimeout());
		sslContext().ifPresent(builder::sslContext);
		return builder.build();
	}

	private Optional<SSLContext> sslContext() {
		try {
			return Optional.ofNullable(this.settings.sslBundle().get()).map(SslBundle::createSslContext);
		}
		catch (RuntimeException ex) {
			throw new AcmeException(Reason.CONFIGURATION,
					"Unable to use the SSL bundle that verifies the CA '%s': %s. Check 'acme.issuers.%s.ssl-bundle'."
						.formatted(this.settings.issuer(), ex.getMessage(), this.settings.issuer()),
					ex);
		}
	}

	URL url(URI location) {
		try {
			return location.toURL();
		}
		catch (MalformedURLException | IllegalArgumentException ex) {
			throw new AcmeException(Reason.STORE,
					"'%s' in the store is no URL of the CA '%s'. Take it out of the store.".formatted(location,
							issuer()),
					ex);
		}
	}

	private URI resolve(String directoryUrl) {
		try {
			URI uri = new URI(directoryUrl);
			return "acme".equals(uri.getScheme()) ? new Session(uri).provider().resolve(uri).toURI() : uri;
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			throw new AcmeException(Reason.CONFIGURATION,
					"'%s' is not the URL of a directory: %s. Check 'acme.issuers.%s.directory-url'."
						.formatted(directoryUrl, ex.getMessage(), this.settings.issuer()),
					ex);
		}
	}

	/**
	 * How to reach a CA.
	 *
	 * @param issuer the name of the issuer
	 * @param directoryUrl an {@code https:} or {@code acme:} URL; asked for at the first
	 * request
	 * @param sslBundle what verifies the directory's server, or {@code null} for the
	 * JDK's own trust store; asked for at the first request
	 * @param connectTimeout the time to connect
	 * @param readTimeout the time for a whole exchange
	 */
	public record Settings(String issuer, Supplier<String> directoryUrl, Supplier<@Nullable SslBundle> sslBundle,
			Duration connectTimeout, Duration readTimeout) {

	}

}
