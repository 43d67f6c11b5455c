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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

/**
 * A client that connects again and again, and notes each time it is not served a
 * certificate of the CA.
 */
final class ServedWatch implements AutoCloseable {

	private static final Duration PAUSE = Duration.ofMillis(25);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<String> unserved = Collections.synchronizedList(new ArrayList<>());

	private final Set<X509Certificate> served = Collections.synchronizedSet(new LinkedHashSet<>());

	private final AtomicInteger handshakes = new AtomicInteger();

	private final int port;

	private final String host;

	private final ScheduledExecutorService client = Executors.newSingleThreadScheduledExecutor();

	ServedWatch(int port, String host) {
		this.port = port;
		this.host = host;
		this.client.scheduleWithFixedDelay(this::connect, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
		Awaitility.await("first handshake").atMost(PATIENCE).until(() -> handshakes() > 0);
	}

	private void connect() {
		try {
			X509Certificate leaf = Handshake.leaf(this.port, this.host);
			if (leaf.getSubjectX500Principal().getName().contains("Placeholder")) {
				this.unserved.add("a placeholder");
			}
			this.served.add(leaf);
		}
		catch (RuntimeException ex) {
			this.unserved.add(ex.toString());
		}
		this.handshakes.incrementAndGet();
	}

	/**
	 * Ends watching.
	 * @return what was served instead of a certificate
	 */
	List<String> unserved() {
		close();
		return List.copyOf(this.unserved);
	}

	int handshakes() {
		return this.handshakes.get();
	}

	int certificates() {
		return this.served.size();
	}

	@Override
	public void close() {
		this.client.shutdown();
		try {
			this.client.awaitTermination(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
