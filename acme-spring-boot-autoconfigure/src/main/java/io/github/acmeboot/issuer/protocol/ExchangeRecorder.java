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
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.issuer.progress.RequestProgress;

/**
 * Records what becomes of one request.
 */
final class ExchangeRecorder {

	private static final Log logger = LogFactory.getLog(ExchangeRecorder.class);

	private final Operation operation;

	private final ExchangeListener listener;

	private final Clock clock;

	private final Consumer<Exchange> result;

	private final RequestProgress progress;

	private final long start = System.nanoTime();

	ExchangeRecorder(Operation operation, ExchangeListener listener, Clock clock, Consumer<Exchange> result) {
		this.operation = operation;
		this.listener = listener;
		this.clock = clock;
		this.result = result;
		this.progress = listener.begin(operation);
	}

	void answered(HttpResponse<byte[]> response) {
		Duration duration = Duration.ofNanos(System.nanoTime() - this.start);
		HttpDate.of(response.headers()).ifPresent((date) -> this.listener.onDate(date, duration));
		Exchange exchange = Exchange.of(this.operation, response, this.clock);
		this.result.accept(exchange);
		this.progress.answered(exchange.outcome());
		record(exchange.outcome(), response.uri());
	}

	void failed(IOException failure) {
		this.progress.failed(failure);
		record("io", failure);
	}

	private void record(String outcome, Object detail) {
		Duration duration = Duration.ofNanos(System.nanoTime() - this.start);
		this.listener.onExchange(this.operation, outcome, duration);
		logger
			.debug(LogMessage.format("%s: %s after %s ms (%s)", this.operation, outcome, duration.toMillis(), detail));
	}

}
