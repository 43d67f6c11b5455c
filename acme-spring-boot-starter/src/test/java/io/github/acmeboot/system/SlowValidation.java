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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.acmeboot.test.protocol.Operation;

/**
 * A CA that fetches the answer to a challenge only when the order is gone on with.
 */
final class SlowValidation {

	private static final int LOOK_WHILE_ANSWERING = 2;

	private final CountDownLatch goingOn = new CountDownLatch(1);

	private final AtomicInteger looks = new AtomicInteger();

	void begin(FaultScene scene) {
		scene.ca().behaviour().http01((host) -> {
			await();
			return new InetSocketAddress(InetAddress.getLoopbackAddress(), scene.http01Port());
		});
	}

	void end(FaultScene scene) {
		scene.faults().on(Operation.ORDER).apply((request, processing) -> {
			if (this.looks.incrementAndGet() == LOOK_WHILE_ANSWERING) {
				this.goingOn.countDown();
			}
			return processing.get();
		});
	}

	private void await() {
		try {
			this.goingOn.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
