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
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * Gives all sessions with one CA the same HTTP client and the same directory, which is
 * fetched once an hour at most.
 */
final class HardenedProvider extends AbstractAcmeProvider {

	private static final Duration DIRECTORY_LIFE = Duration.ofHours(1);

	private final HttpClient httpClient;

	private final Clock clock;

	private final ReentrantLock directoryLock = new ReentrantLock();

	private @Nullable JSON directory;

	private long directoryFetched;

	HardenedProvider(HttpClient httpClient, Clock clock) {
		this.httpClient = httpClient;
		this.clock = clock;
	}

	@Override
	public boolean accepts(URI serverUri) {
		return true;
	}

	@Override
	public URL resolve(URI serverUri) {
		try {
			return serverUri.toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException("'" + serverUri + "' is not a URL", ex);
		}
	}

	@Override
	public HttpClient createHttpClient(NetworkSettings networkSettings) {
		return this.httpClient;
	}

	@Override
	public Connection connect(URI serverUri, NetworkSettings networkSettings, HttpClient httpClient) {
		return new HardenedConnection(networkSettings, httpClient, this.clock);
	}

	@Override
	public @Nullable JSON directory(Session session, URI serverUri) throws AcmeException {
		this.directoryLock.lock();
		try {
			if (this.directory == null || System.nanoTime() - this.directoryFetched > DIRECTORY_LIFE.toNanos()) {
				this.directory = null;
				this.directory = fetch(session, serverUri);
				this.directoryFetched = System.nanoTime();
			}
			return this.directory;
		}
		finally {
			this.directoryLock.unlock();
		}
	}

	private JSON fetch(Session session, URI serverUri) throws AcmeException {
		session.purgeDirectoryCache();
		JSON fetched = super.directory(session, serverUri);
		if (fetched == null || !fetched.contains(Resource.NEW_NONCE.path())
				|| !fetched.contains(Resource.NEW_ORDER.path())) {
			throw new AcmeProtocolException("what '" + serverUri + "' answers is not an ACME directory");
		}
		return fetched;
	}

}
