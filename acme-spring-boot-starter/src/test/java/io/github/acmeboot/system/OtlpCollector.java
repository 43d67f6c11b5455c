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

package io.github.acmeboot.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * A collector that takes traces by OTLP over HTTP and keeps them.
 */
final class OtlpCollector implements AutoCloseable {

	private final HttpServer server;

	private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();

	private OtlpCollector(HttpServer server) {
		this.server = server;
	}

	static OtlpCollector start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			OtlpCollector collector = new OtlpCollector(server);
			server.createContext("/v1/traces", collector::export);
			server.start();
			return collector;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void export(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.requests.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
			byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
			exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, (answer.length > 0) ? answer.length : -1);
			exchange.getResponseBody().write(answer);
		}
		catch (InvalidProtocolBufferException ex) {
			exchange.sendResponseHeaders(400, -1);
		}
	}

	String endpoint() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/v1/traces";
	}

	/**
	 * Returns all spans that were exported.
	 * @return the spans
	 */
	List<Span> spans() {
		return this.requests.stream()
			.flatMap((request) -> request.getResourceSpansList().stream())
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.toList();
	}

	/**
	 * Returns all that was received.
	 * @return the requests as text
	 */
	String text() {
		return this.requests.toString();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
