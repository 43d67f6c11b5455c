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

package io.github.acmeboot.web.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import io.github.acmeboot.challenge.Http01Answer;
import io.github.acmeboot.challenge.Http01Responder;

/**
 * Answers http-01 challenges on the application's own connector, for a proxy that
 * forwards them. Everything else goes its way.
 */
class Http01Valve extends ValveBase {

	private final Supplier<Http01Responder> responder;

	private final BooleanSupplier used;

	private final Function<HttpServletRequest, RequestOrigin> origin;

	Http01Valve(Supplier<Http01Responder> responder, BooleanSupplier used,
			Function<HttpServletRequest, RequestOrigin> origin) {
		super(true);
		this.responder = responder;
		this.used = used;
		this.origin = origin;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (!response.isError() && Http01Responder.handles(request.getRequestURI()) && this.used.getAsBoolean()) {
			answer(request, response);
		}
		else {
			getNext().invoke(request, response);
		}
	}

	final void answer(Request request, Response response) throws IOException {
		RequestOrigin origin = this.origin.apply(request);
		Http01Answer answer = this.responder.get()
			.respond(request.getMethod(), request.getRequestURI(), origin.host(), origin.source());
		byte[] body = answer.body().getBytes(StandardCharsets.US_ASCII);
		response.setStatus(answer.status());
		answer.headers().forEach(response::setHeader);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
