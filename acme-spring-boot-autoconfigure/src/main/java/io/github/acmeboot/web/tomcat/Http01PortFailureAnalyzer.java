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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import io.github.acmeboot.challenge.Http01Responder;

/**
 * Says what to do when the connector of the http-01 challenges cannot listen.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class Http01PortFailureAnalyzer extends AbstractFailureAnalyzer<ConnectorStartFailedException> {

	private static final int DEFAULT_PORT = 80;

	private static final int FIRST_UNPRIVILEGED_PORT = 1024;

	private final Environment environment;

	Http01PortFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConnectorStartFailedException cause) {
		int port = this.environment.getProperty(Http01Connector.PORT_PROPERTY, Integer.class, DEFAULT_PORT);
		if (cause.getPort() != port) {
			return null;
		}
		return new FailureAnalysis(description(port), action(port), cause);
	}

	private String description(int port) {
		return "The connector for http-01 challenges could not listen on port " + port + " ('"
				+ Http01Connector.PORT_PROPERTY + "'). Another process may be listening there already"
				+ ((port < FIRST_UNPRIVILEGED_PORT)
						? ", or this process lacks the privilege to listen on a port below 1024." : ".");
	}

	private String action(int port) {
		return String.join(System.lineSeparator(), "Do one of the following:",
				" - identify and stop the process that is listening on port " + port,
				" - if it is a privilege that is missing, grant CAP_NET_BIND_SERVICE to this process",
				" - set '" + Http01Connector.PORT_PROPERTY + "' to another port, and map port 80 to it",
				" - if a proxy has port 80, let it forward '" + Http01Responder.PATH + "' to the application, and set '"
						+ Http01Connector.PORT_PROPERTY + "' to -1");
	}

}
