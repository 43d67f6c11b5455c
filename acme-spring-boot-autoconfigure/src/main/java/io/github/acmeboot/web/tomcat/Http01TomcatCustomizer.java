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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.Valve;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.challenge.Http01Properties;
import io.github.acmeboot.challenge.Http01Responder;

/**
 * Opens the way for http-01 challenges: a connector of their own where Tomcat serves
 * HTTPS, otherwise the application's connector. Comes last, to see what was made of the
 * factory.
 */
class Http01TomcatCustomizer implements WebServerFactoryCustomizer<TomcatWebServerFactory>, Ordered {

	private static final int MAX_PORT = 65535;

	private final Http01Properties properties;

	private final ManagedCertificates certificates;

	private final Supplier<Http01Responder> responder;

	private final Function<HttpServletRequest, RequestOrigin> origin;

	private final ConfigurableEnvironment environment;

	Http01TomcatCustomizer(Http01Properties properties, ManagedCertificates certificates,
			Supplier<Http01Responder> responder, Function<HttpServletRequest, RequestOrigin> origin,
			ConfigurableEnvironment environment) {
		this.properties = properties;
		this.certificates = certificates;
		this.responder = responder;
		this.origin = origin;
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		checkRange();
		List<Valve> valves = new ArrayList<>(factory.getEngineValves());
		if (opensConnector(factory)) {
			checkDiffersFrom(factory.getPort());
			Http01Connector connector = new Http01Connector(this.properties.getPort(), factory.getAddress(),
					this.environment);
			factory.addAdditionalConnectors(connector);
			valves.add(0, new Http01ConnectorValve(connector, this.responder, redirected()));
		}
		else {
			valves.add(indexBehindProxy(valves), new Http01Valve(this.responder, this::isUsed, this.origin));
		}
		factory.setEngineValves(valves);
	}

	private boolean opensConnector(TomcatWebServerFactory factory) {
		int port = this.properties.getPort();
		boolean listens = factory.getPort() > 0 || (factory.getPort() == 0 && port == 0);
		return port != -1 && listens && Ssl.isEnabled(factory.getSsl()) && isUsed();
	}

	private boolean isUsed() {
		return this.certificates.all()
			.stream()
			.anyMatch((certificate) -> Http01Responder.TYPE.equals(certificate.challenge()));
	}

	private Predicate<String> redirected() {
		return this.properties.isRedirectToHttps() ? this.certificates::covers : (host) -> false;
	}

	private int indexBehindProxy(List<Valve> valves) {
		for (int i = valves.size(); i > 0; i--) {
			if (valves.get(i - 1) instanceof RemoteIpValve) {
				return i;
			}
		}
		return 0;
	}

	private void checkRange() {
		int port = this.properties.getPort();
		if (port < -1 || port > MAX_PORT) {
			throw invalidPort("It is not a port. Use 80, the port that 80 is mapped to, or -1 if a proxy forwards "
					+ "challenges to the application's own port.");
		}
	}

	private void checkDiffersFrom(int serverPort) {
		int port = this.properties.getPort();
		if (port != 0 && port == serverPort) {
			throw invalidPort("The application itself listens on that port by HTTPS ('server.port'). "
					+ "Challenges need a port of their own, as a CA only ever asks on port 80.");
		}
	}

	private InvalidConfigurationPropertyValueException invalidPort(String reason) {
		return new InvalidConfigurationPropertyValueException(Http01Connector.PORT_PROPERTY, this.properties.getPort(),
				reason);
	}

}
