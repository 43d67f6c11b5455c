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

package io.github.acmeboot.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.RequestProgress;
import io.github.acmeboot.issuer.protocol.ExchangeListener;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Tells all who listen of the requests to one CA.
 *
 * @param issuer the name of the issuer
 * @param listeners who listens
 * @param observer watches the requests
 * @param skews compares the clocks
 */
record RequestListeners(String issuer, List<AcmeRequestListener> listeners, AcmeObserver observer,
		ClockSkews skews) implements ExchangeListener {

	@Override
	public RequestProgress begin(Operation operation) {
		return this.observer.request(this.issuer, operation.toString());
	}

	@Override
	public void onExchange(Operation operation, String outcome, Duration duration) {
		this.listeners.forEach((listener) -> listener.onRequest(this.issuer, operation.toString(), outcome, duration));
	}

	@Override
	public void onDate(Instant date, Duration duration) {
		this.skews.onDate(this.issuer, date, duration);
	}

}
