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

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The plain connector that http-01 challenges come to. Small on purpose: one request a
 * connection, a few threads, little patience. Tells the environment where it listens.
 */
class Http01Connector extends Connector {

	static final String PORT_PROPERTY = "acme.challenge.http.port";

	static final String LOCAL_PORT_PROPERTY = "local." + PORT_PROPERTY;

	private static final Log logger = LogFactory.getLog(Http01Connector.class);

	private static final String PROPERTY_SOURCE = "acme.ports";

	private static final int TIMEOUT_MILLIS = 5000;

	private static final int THREADS = 8;

	private static final int MAX_SWALLOW_BYTES = 64 * 1024;

	Http01Connector(int port, @Nullable InetAddress address, ConfigurableEnvironment environment) {
		this(new Http11NioProtocol(), address);
		setPort(port);
		addLifecycleListener((event) -> {
			if (Lifecycle.AFTER_START_EVENT.equals(event.getType()) && getLocalPort() > 0) {
				announce(environment);
			}
		});
	}

	private Http01Connector(Http11NioProtocol protocol, @Nullable InetAddress address) {
		super(protocol);
		if (address != null) {
			protocol.setAddress(address);
		}
		protocol.setMaxKeepAliveRequests(1);
		protocol.setConnectionTimeout(TIMEOUT_MILLIS);
		protocol.setMinSpareThreads(1);
		protocol.setMaxThreads(THREADS);
		protocol.setMaxSwallowSize(MAX_SWALLOW_BYTES);
	}

	@SuppressWarnings("unchecked")
	private void announce(ConfigurableEnvironment environment) {
		logger.info("Answering http-01 challenges on port " + getLocalPort());
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> source = sources.get(PROPERTY_SOURCE);
		if (source == null) {
			source = new MapPropertySource(PROPERTY_SOURCE, new HashMap<>());
			sources.addFirst(source);
		}
		((Map<String, Object>) source.getSource()).put(LOCAL_PORT_PROPERTY, getLocalPort());
	}

}
