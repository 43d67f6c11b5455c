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

package io.github.acmeboot.test.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.fault.Faults;
import io.github.acmeboot.test.http.ServerHandler;
import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * Answers the requests to a CA.
 */
public final class AcmeHandler implements ServerHandler {

	private static final Log logger = LogFactory.getLog(AcmeHandler.class);

	private final Ca ca;

	private final Faults faults;

	private final Endpoints endpoints;

	private final Authenticator authenticator;

	private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

	/**
	 * Creates a handler.
	 * @param ca the CA
	 * @param faults the trouble
	 */
	public AcmeHandler(Ca ca, Faults faults) {
		this.ca = ca;
		this.faults = faults;
		this.endpoints = new Endpoints(ca);
		this.authenticator = new Authenticator(ca);
	}

	/**
	 * Returns the requests so far.
	 * @return the requests, oldest first
	 */
	public List<RecordedRequest> requests() {
		return List.copyOf(this.requests);
	}

	/**
	 * Forgets the requests so far.
	 */
	public void clear() {
		this.requests.clear();
	}

	@Override
	public ServerResponse handle(ServerRequest request) {
		Route route = Route.of(request.path());
		AtomicReference<@Nullable Account> account = new AtomicReference<>();
		ServerResponse response = withHeaders(request, route, this.faults.apply(route.operation(), request,
				() -> withHeaders(request, route, process(request, route, account))));
		RecordedRequest recorded = new RecordedRequest(this.ca.now(), route.operation(), request.method(),
				request.path(), Optional.ofNullable(account.get()).map(this::url), response);
		this.requests.add(recorded);
		logger.debug(recorded);
		return response;
	}

	private ServerResponse process(ServerRequest request, Route route, AtomicReference<@Nullable Account> account) {
		try {
			check(request, route);
			Call call = request.isPost() ? this.authenticator.authenticate(route, request)
					: new Call(route.id(), request.path(), request, Optional.empty(), Optional.empty());
			call.caller().ifPresent(account::set);
			return this.endpoints.of(route.operation()).handle(call);
		}
		catch (ProblemException ex) {
			return ex.problem().response();
		}
		catch (RuntimeException ex) {
			logger.warn("Unable to answer " + request.method() + " " + request.path(), ex);
			return Problem.of(ProblemType.SERVER_INTERNAL, ex.toString()).response();
		}
	}

	private String url(Account account) {
		return this.ca.urls().of(Operation.ACCOUNT, account.getId());
	}

	private void check(ServerRequest request, Route route) {
		if (request.header("user-agent").isEmpty()) {
			throw new ProblemException(ProblemType.MALFORMED, "The header 'User-Agent' is missing");
		}
		if (!this.endpoints.has(route.operation())) {
			throw new ProblemException(
					Problem.of(ProblemType.MALFORMED, "There is nothing at " + request.path()).withStatus(404));
		}
		if (!this.endpoints.methods(route.operation()).contains(request.method())) {
			throw new ProblemException(
					Problem.of(ProblemType.MALFORMED, "Use " + this.endpoints.methods(route.operation()))
						.withStatus(405));
		}
	}

	private Instant date() {
		return this.ca.now().plus(this.ca.behaviour().getClockSkew());
	}

	private ServerResponse withHeaders(ServerRequest request, Route route, ServerResponse response) {
		ServerResponse complete = response.withDefaultHeader("Date", () -> RetryAfter.DATE.format(date()))
			.withDefaultHeader("Cache-Control", () -> "no-store");
		if (request.isPost() || route.operation() == Operation.NEW_NONCE) {
			complete = complete.withDefaultHeader("Replay-Nonce", this.ca.nonces()::next);
		}
		String index = "<" + this.ca.urls().of(Operation.DIRECTORY) + ">;rel=\"index\"";
		List<String> links = complete.headers().getOrDefault("Link", List.of());
		boolean linked = route.operation() == Operation.DIRECTORY || links.contains(index);
		return linked ? complete : complete.withHeader("Link", index);
	}

}
