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

import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.security.KeyPair;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;

import io.github.acmeboot.AcmeException;

/**
 * A conversation with a CA: one request after the other, each for a named operation, each
 * failure translated. For use by one thread at a time.
 */
public final class AcmeSession extends Session {

	private final AcmeClient client;

	private Operation operation = Operation.DIRECTORY;

	private Operation inFlight = Operation.DIRECTORY;

	private @Nullable Exchange last;

	private ExchangeGuard guard = ExchangeGuard.NONE;

	AcmeSession(URI directory, HardenedProvider provider, AcmeClient client) {
		super(directory, provider);
		this.client = client;
		setLocale(Locale.ENGLISH);
		networkSettings().setTimeout(client.settings().readTimeout());
	}

	/**
	 * Asks the CA.
	 * @param <T> the type of the answer
	 * @param operation what is asked
	 * @param call asks it
	 * @return the answer
	 * @throws AcmeException if the CA cannot be asked, or refuses
	 */
	public <T> T exchange(Operation operation, Call<T> call) {
		this.guard.before(operation);
		this.operation = operation;
		this.inFlight = operation;
		this.last = null;
		try {
			T answer = call.perform();
			this.guard.done(operation, last());
			return answer;
		}
		catch (AcmeException ex) {
			throw ex;
		}
		catch (org.shredzone.acme4j.exception.AcmeException | RuntimeException ex) {
			AcmeException failure = this.client.translate(ex, this.inFlight, last());
			this.guard.failed(operation, failure);
			throw failure;
		}
	}

	/**
	 * Reads what the CA has answered before. acme4j does not look at it until then.
	 * @param <T> the type of what is read
	 * @param operation what was asked
	 * @param reading reads it
	 * @return what was read
	 * @throws AcmeException if it makes no sense
	 */
	public <T> T read(Operation operation, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (AcmeException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw this.client.translate(ex, operation, last());
		}
	}

	/**
	 * Sets what stands before the exchanges from now on.
	 * @param guard the guard
	 */
	public void guard(ExchangeGuard guard) {
		this.guard = guard;
	}

	/**
	 * Logs into an account.
	 * @param account the URL of the account
	 * @param keyPair the key of the account
	 * @return the login
	 */
	public Login login(URI account, KeyPair keyPair) {
		return login(url(account), keyPair);
	}

	/**
	 * Returns the URL of a resource of the CA.
	 * @param location where it is
	 * @return the same as a URL
	 */
	public URL url(URI location) {
		return this.client.url(location);
	}

	/**
	 * Returns what the CA answered last.
	 * @return the exchange, or empty if the last request was not answered
	 */
	public Optional<Exchange> last() {
		return Optional.ofNullable(this.last);
	}

	ExchangeRecorder begin(HttpRequest request) {
		this.last = null;
		this.inFlight = operationOf(request);
		return new ExchangeRecorder(this.inFlight, this.client.listener(), this.client.clock(), this::answered);
	}

	private void answered(Exchange exchange) {
		this.last = exchange;
	}

	private Operation operationOf(HttpRequest request) {
		return switch (request.method()) {
			case "HEAD" -> Operation.NEW_NONCE;
			case "GET" -> request.uri().equals(getServerUri()) ? Operation.DIRECTORY : this.operation;
			default -> this.operation;
		};
	}

	/**
	 * Asks a CA by acme4j.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	public interface Call<T> {

		/**
		 * Asks.
		 * @return the answer
		 * @throws org.shredzone.acme4j.exception.AcmeException if it fails
		 */
		T perform() throws org.shredzone.acme4j.exception.AcmeException;

	}

}
