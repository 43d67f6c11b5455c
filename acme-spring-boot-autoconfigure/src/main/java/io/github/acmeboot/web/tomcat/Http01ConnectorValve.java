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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.RequestedHost;

/**
 * Takes every request of the challenges' own connector: answers challenges, redirects to
 * HTTPS what is for one of our names, and lets nothing through to the application. Goes
 * by the connector, so that no header can take a request in or out.
 */
class Http01ConnectorValve extends Http01Valve {

	private static final int HTTPS_PORT = 443;

	private final Connector connector;

	private final Predicate<String> redirected;

	/**
	 * Creates the valve of a connector.
	 * @param connector the connector of the challenges
	 * @param responder answers the challenges
	 * @param redirected whether requests for a canonical host are redirected
	 */
	Http01ConnectorValve(Connector connector, Supplier<Http01Responder> responder, Predicate<String> redirected) {
		super(responder, () -> true, RequestOrigin::direct);
		this.connector = connector;
		this.redirected = redirected;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		if (request.getConnector() != this.connector) {
			getNext().invoke(request, response);
		}
		else if (response.isError()) {
			response.setContentLength(0);
		}
		else if (Http01Responder.handles(request.getRequestURI())) {
			answer(request, response);
		}
		else {
			redirect(request, response);
		}
	}

	private void redirect(Request request, Response response) {
		Optional<String> location = RequestedHost.identifier(request.getServerName())
			.filter((identifier) -> this.redirected.test(identifier.value()))
			.map((identifier) -> location(identifier, request));
		location.ifPresent((value) -> {
			response.setHeader("Location", value);
			response.setHeader("Cache-Control", "no-store");
		});
		response.setStatus(location.isPresent() ? status(request.getMethod()) : HttpServletResponse.SC_NOT_FOUND);
		response.setContentLength(0);
	}

	private int status(String method) {
		return ("GET".equals(method) || "HEAD".equals(method)) ? HttpServletResponse.SC_MOVED_PERMANENTLY
				: HttpServletResponse.SC_PERMANENT_REDIRECT;
	}

	private String location(Identifier identifier, Request request) {
		boolean ipv6 = identifier.value().indexOf(':') >= 0;
		String host = ipv6 ? "[" + identifier.value() + "]" : identifier.value();
		int port = httpsPort(request);
		String query = request.getQueryString();
		return "https://" + host + ((port != HTTPS_PORT) ? ":" + port : "") + request.getRequestURI()
				+ ((query != null) ? "?" + query : "");
	}

	/**
	 * Returns the port of HTTPS as the client sees it. If the client came by the very
	 * port that is listened on, no port is mapped on the way.
	 * @param request the request
	 * @return the port to redirect to
	 */
	private int httpsPort(Request request) {
		if (request.getServerPort() != this.connector.getLocalPort()) {
			return HTTPS_PORT;
		}
		return Stream.of(this.connector.getService().findConnectors())
			.filter(Connector::getSecure)
			.mapToInt(Connector::getLocalPort)
			.findFirst()
			.orElse(HTTPS_PORT);
	}

}
