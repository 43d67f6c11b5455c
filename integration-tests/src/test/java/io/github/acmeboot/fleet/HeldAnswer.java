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

package io.github.acmeboot.fleet;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

import io.github.acmeboot.test.fault.Fault;
import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * An answer of the CA that does not reach its client yet.
 */
final class HeldAnswer implements Fault {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	@Override
	public ServerResponse apply(ServerRequest request, Supplier<ServerResponse> processing) {
		ServerResponse response = processing.get();
		this.reached.countDown();
		try {
			this.released.await(PATIENCE.toSeconds() * 10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return response;
	}

	/**
	 * Waits until a client waits.
	 */
	void await() {
		Awaitility.await().atMost(PATIENCE).until(this::isReached);
	}

	boolean isReached() {
		return this.reached.getCount() == 0;
	}

	void release() {
		this.released.countDown();
	}

}
