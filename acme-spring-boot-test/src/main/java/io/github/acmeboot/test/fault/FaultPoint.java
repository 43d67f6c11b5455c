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

package io.github.acmeboot.test.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.http.ServerResponse.Delivery;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * Where, and how often, something goes wrong. Each method that names a fault puts it in
 * force, after those that are in force already.
 */
public final class FaultPoint {

	private static final String HTML = "text/html";

	private final Faults.Registration registration;

	private final int times;

	FaultPoint(Faults.Registration registration, int times) {
		this.registration = registration;
		this.times = times;
	}

	/**
	 * Limits how often it goes wrong.
	 * @param limit the number of requests
	 * @return a point with that limit
	 */
	public FaultPoint times(int limit) {
		return new FaultPoint(this.registration, limit);
	}

	/**
	 * The answer is a problem.
	 * @param problem makes the problem
	 */
	public void respond(Function<ServerRequest, Problem> problem) {
		apply((request, processing) -> problem.apply(request).response());
	}

	/**
	 * The answer is a problem.
	 * @param type the type of the problem
	 * @param detail its text
	 */
	public void problem(ProblemType type, String detail) {
		respond((request) -> Problem.of(type, detail));
	}

	/**
	 * A rate limit is exceeded: 429 with {@code Retry-After} in seconds.
	 * @param retryAfter the time in whole seconds
	 */
	public void rateLimit(Duration retryAfter) {
		rateLimit(String.valueOf(retryAfter.toSeconds()));
	}

	/**
	 * A rate limit is exceeded: 429 with {@code Retry-After} as a date.
	 * @param retryAfter the date
	 */
	public void rateLimit(Instant retryAfter) {
		rateLimit(RetryAfter.DATE.format(retryAfter));
	}

	/**
	 * A rate limit is exceeded: 429 with whatever {@code Retry-After}.
	 * @param retryAfter the value of the header
	 */
	public void rateLimit(String retryAfter) {
		respond((request) -> Problem.of(ProblemType.RATE_LIMITED, "Too many requests, try again later")
			.withHeader(RetryAfter.HEADER, retryAfter));
	}

	/**
	 * The CA is down for maintenance: 503 with a page in HTML.
	 * @param retryAfter the time in whole seconds
	 */
	public void unavailable(Duration retryAfter) {
		apply((request, processing) -> ServerResponse.of(503, HTML, "<html><body>Down for maintenance</body></html>")
			.withHeader(RetryAfter.HEADER, String.valueOf(retryAfter.toSeconds())));
	}

	/**
	 * Something answers with 200 and a page in HTML.
	 */
	public void html() {
		html(200);
	}

	/**
	 * Something in between, such as a proxy, answers with a page in HTML.
	 * @param status the status code, such as 502
	 */
	public void html(int status) {
		apply((request, processing) -> ServerResponse.of(status, HTML,
				"<html><body><h1>" + status + "</h1></body></html>"));
	}

	/**
	 * The connection is closed without an answer, and nothing is processed.
	 */
	public void dropConnection() {
		apply((request, processing) -> ServerResponse.of(500).withDelivery(Delivery.DROPPED));
	}

	/**
	 * The connection is reset without an answer, and nothing is processed.
	 */
	public void resetConnection() {
		apply((request, processing) -> ServerResponse.of(500).withDelivery(Delivery.RESET));
	}

	/**
	 * The request is processed, but the connection is reset without an answer.
	 */
	public void resetAfterwards() {
		apply((request, processing) -> processing.get().withDelivery(Delivery.RESET));
	}

	/**
	 * The request is processed, but the connection is closed without an answer.
	 */
	public void loseAnswer() {
		apply((request, processing) -> processing.get().withDelivery(Delivery.DROPPED));
	}

	/**
	 * The request is processed, but only half of the body arrives and then nothing.
	 */
	public void stallBody() {
		apply((request, processing) -> processing.get().withDelivery(Delivery.STALLED));
	}

	/**
	 * The answer has a {@code Retry-After}, or another one.
	 * @param value the value of the header, which may be garbage
	 */
	public void retryAfter(String value) {
		apply((request, processing) -> processing.get().withOnlyHeader(RetryAfter.HEADER, value));
	}

	/**
	 * The CA's clock is wrong, as seen in the {@code Date} of its answers.
	 * @param skew how much it is ahead, negative if it is behind
	 */
	public void clockSkew(Duration skew) {
		apply((request, processing) -> skewed(processing.get(), skew));
	}

	/**
	 * The answer has no {@code Replay-Nonce}.
	 */
	public void withholdNonce() {
		apply((request, processing) -> processing.get().withoutHeader("Replay-Nonce"));
	}

	/**
	 * Anything else goes wrong.
	 * @param fault what goes wrong
	 */
	public void apply(Fault fault) {
		this.registration.register(fault, this.times);
	}

	private ServerResponse skewed(ServerResponse response, Duration skew) {
		Instant date = RetryAfter.DATE.parse(response.headers().getOrDefault("Date", List.of()).get(0), Instant::from);
		return response.withOnlyHeader("Date", RetryAfter.DATE.format(date.plus(skew)));
	}

}
