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

package io.github.acmeboot.sample.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of a shutdown: nobody can connect any more, but whoever is connected is
 * answered and then disconnected. Graceful shutdown, which follows, waits for requests
 * that have begun to arrive, and would cut off a client that has connected and is about
 * to send one.
 */
final class ConnectionDrain implements TomcatConnectorCustomizer, SmartLifecycle {

	/**
	 * Before graceful shutdown.
	 */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private final List<Connector> connectors = new CopyOnWriteArrayList<>();

	private final Duration period;

	private volatile boolean running;

	ConnectionDrain(Duration period) {
		this.period = period;
	}

	@Override
	public void customize(Connector connector) {
		this.connectors.add(connector);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.connectors.stream().map(Connector::getProtocolHandler).forEach(ConnectionDrain::close);
		CompletableFuture.delayedExecutor(this.period.toMillis(), TimeUnit.MILLISECONDS).execute(callback);
	}

	private static void close(ProtocolHandler handler) {
		if (handler instanceof AbstractHttp11Protocol<?> http) {
			http.setMaxKeepAliveRequests(1);
		}
		if (handler instanceof AbstractProtocol<?> protocol) {
			protocol.closeServerSocketGraceful();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
