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

package io.github.acmeboot.challenge.dns.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

import com.sun.net.httpserver.HttpsConfigurator;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.codec.JsonObject;

/**
 * A stand-in for an endpoint that understands the {@code httpreq} provider of lego in its
 * default mode, as that is documented: POST to {@code /present} and {@code /cleanup} with
 * a fully qualified name and a value, and basic authentication if it wants any.
 */
public final class WebhookStandIn implements AutoCloseable {

	private final Map<String, Set<String>> values = new ConcurrentHashMap<>();

	private final RecordListener listener;

	private final StandIn standIn;

	private volatile @Nullable String authorization;

	public WebhookStandIn(RecordListener listener, @Nullable HttpsConfigurator tls) {
		this.listener = listener;
		this.standIn = new StandIn(this::answer, tls);
	}

	public StandIn http() {
		return this.standIn;
	}

	public void requireBasic(String username, String password) {
		this.authorization = "Basic "
				+ Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	public void add(String name, String value) {
		this.values.computeIfAbsent(name, (key) -> new ConcurrentSkipListSet<>()).add(value);
		this.listener.changed(name, value, true);
	}

	public List<String> values(String name) {
		return List.copyOf(this.values.getOrDefault(name, new TreeSet<>()));
	}

	private Reply answer(Received request) {
		String required = this.authorization;
		if (required != null && !request.header("authorization").equals(required)) {
			return Reply.of(401, "who are you?");
		}
		if (!request.method().equals("POST") || !request.header("content-type").equals("application/json")) {
			return Reply.of(405, "");
		}
		JsonObject json = request.json();
		String fqdn = json.text("fqdn");
		if (!fqdn.endsWith(".")) {
			return Reply.of(400, "fqdn is not fully qualified");
		}
		String name = fqdn.substring(0, fqdn.length() - 1);
		return switch (request.path()) {
			case "/present" -> present(name, json.text("value"));
			case "/cleanup" -> cleanup(name, json.text("value"));
			default -> Reply.of(404, "404 page not found");
		};
	}

	private Reply present(String name, String value) {
		add(name, value);
		return Reply.of(200, "");
	}

	private Reply cleanup(String name, String value) {
		this.values.getOrDefault(name, new TreeSet<>()).remove(value);
		this.listener.changed(name, value, false);
		return Reply.of(200, "");
	}

	@Override
	public void close() {
		this.standIn.close();
	}

}
