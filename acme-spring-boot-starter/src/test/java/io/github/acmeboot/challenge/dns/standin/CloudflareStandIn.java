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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.json.JsonWriter;

import io.github.acmeboot.store.codec.JsonObject;

/**
 * A stand-in for the zones and DNS records of Cloudflare's API, version 4, as far as it
 * is documented and what is known of its answers: bearer tokens with permissions, pages,
 * filters by exact name, content that is kept as it was sent, and its error codes.
 */
public final class CloudflareStandIn implements AutoCloseable {

	private static final int MAX_PER_PAGE = 100;

	private final Map<String, Token> tokens = new ConcurrentHashMap<>();

	private final List<Zone> zones = new CopyOnWriteArrayList<>();

	private final List<Entry> records = new CopyOnWriteArrayList<>();

	private final RecordListener listener;

	private final StandIn standIn;

	private volatile int maxPerPage = MAX_PER_PAGE;

	public CloudflareStandIn(RecordListener listener) {
		this.listener = listener;
		this.standIn = new StandIn(this::answer);
	}

	public StandIn http() {
		return this.standIn;
	}

	public String url() {
		return this.standIn.url() + "/client/v4";
	}

	public void token(String token, boolean readsZones, boolean editsRecords) {
		this.tokens.put(token, new Token(readsZones, editsRecords));
	}

	public String zone(String name, String status) {
		Zone zone = new Zone(UUID.randomUUID().toString().replace("-", ""), name, status);
		this.zones.add(zone);
		return zone.id();
	}

	public void maxPerPage(int maxPerPage) {
		this.maxPerPage = maxPerPage;
	}

	public void add(String zone, String name, String content) {
		add(new Entry(UUID.randomUUID().toString().replace("-", ""), zone, "TXT", name, content, 300));
	}

	public List<Entry> records() {
		return List.copyOf(this.records);
	}

	public List<String> values(String name) {
		return this.records.stream()
			.filter((entry) -> entry.name().equals(name))
			.map(CloudflareStandIn::value)
			.toList();
	}

	private void add(Entry entry) {
		this.records.add(entry);
		this.listener.changed(entry.name(), value(entry), true);
	}

	private static String value(Entry entry) {
		return entry.content().replaceAll("^\"|\"$", "");
	}

	private synchronized Reply answer(Received request) {
		String authorization = request.header("authorization");
		if (!authorization.startsWith("Bearer ")) {
			return error(400, 6003, "Invalid request headers");
		}
		Token token = this.tokens.get(authorization.substring("Bearer ".length()));
		if (token == null) {
			return error(403, 9109, "Invalid access token");
		}
		String[] path = request.path().substring("/client/v4/".length()).split("/");
		if (path.length == 1 && path[0].equals("zones")) {
			return zones(request, token);
		}
		return records(request, token, path);
	}

	private Reply zones(Received request, Token token) {
		return page(request, token.readsZones() ? this.zones.stream()
			.filter((zone) -> zone.name().equals(request.query().get("name")))
			.filter((zone) -> zone.status().equals(request.query().getOrDefault("status", zone.status())))
			.map((zone) -> Map.<String, Object>of("id", zone.id(), "name", zone.name(), "status", zone.status()))
				: Stream.empty());
	}

	private Reply records(Received request, Token token, String[] path) {
		if (this.zones.stream().noneMatch((zone) -> zone.id().equals(path[1]))) {
			return error(404, 7003,
					"Could not route to " + request.path() + ", perhaps your object identifier is invalid?");
		}
		if (!token.editsRecords()) {
			return error(403, 10000, "Authentication error");
		}
		return switch (request.method()) {
			case "GET" -> list(request, path[1]);
			case "POST" -> create(request.json(), path[1]);
			case "DELETE" -> delete(path[1], path[3]);
			default -> error(405, 10405, "Method not allowed for this authentication scheme");
		};
	}

	private Reply list(Received request, String zone) {
		Map<String, String> query = request.query();
		return page(request,
				this.records.stream()
					.filter((entry) -> entry.zone().equals(zone) && entry.type().equals(query.get("type"))
							&& entry.name().equals(query.get("name")))
					.map(Entry::json));
	}

	private Reply create(JsonObject json, String zone) {
		String name = json.text("name");
		String content = json.text("content");
		if (this.records.stream().anyMatch((entry) -> entry.name().equals(name) && entry.content().equals(content))) {
			return error(400, 81058, "An identical record already exists.");
		}
		int ttl = json.number("ttl");
		if (ttl != 1 && (ttl < 60 || ttl > 86400)) {
			return error(400, 9021, "Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic");
		}
		Entry entry = new Entry(UUID.randomUUID().toString().replace("-", ""), zone, json.text("type"), name, content,
				ttl);
		add(entry);
		return success(entry.json());
	}

	private Reply delete(String zone, String id) {
		List<Entry> found = this.records.stream()
			.filter((entry) -> entry.zone().equals(zone) && entry.id().equals(id))
			.toList();
		if (found.isEmpty()) {
			return error(404, 81044, "Record does not exist.");
		}
		this.records.removeAll(found);
		found.forEach((entry) -> this.listener.changed(entry.name(), value(entry), false));
		return success(Map.of("id", id));
	}

	private Reply page(Received request, Stream<Map<String, Object>> results) {
		List<Map<String, Object>> all = results.collect(Collectors.toCollection(ArrayList::new));
		int page = Integer.parseInt(request.query().getOrDefault("page", "1"));
		int perPage = Math.min(this.maxPerPage, Integer.parseInt(request.query().getOrDefault("per_page", "20")));
		int pages = (all.size() + perPage - 1) / perPage;
		List<Map<String, Object>> shown = all.stream().skip((page - 1L) * perPage).limit(perPage).toList();
		return Reply.of(200,
				JsonWriter.standard()
					.writeToString(Map.of("result", shown, "success", true, "errors", List.of(), "messages", List.of(),
							"result_info", Map.of("page", page, "per_page", perPage, "count", shown.size(),
									"total_count", all.size(), "total_pages", pages))));
	}

	private static Reply success(Map<String, Object> result) {
		return Reply.of(200, JsonWriter.standard()
			.writeToString(Map.of("result", result, "success", true, "errors", List.of(), "messages", List.of())));
	}

	public static Reply error(int status, int code, String message) {
		return Reply.of(status,
				JsonWriter.standard()
					.writeToString(Map.of("success", false, "errors", List.of(Map.of("code", code, "message", message)),
							"messages", List.of())));
	}

	@Override
	public void close() {
		this.standIn.close();
	}

	private record Token(boolean readsZones, boolean editsRecords) {

	}

	private record Zone(String id, String name, String status) {

	}

	/**
	 * A record.
	 *
	 * @param id its identifier
	 * @param zone the identifier of its zone
	 * @param type its type
	 * @param name its name
	 * @param content its content
	 * @param ttl its time to live
	 */
	public record Entry(String id, String zone, String type, String name, String content, int ttl) {

		private Map<String, Object> json() {
			return Map.of("id", this.id, "type", this.type, "name", this.name, "content", this.content, "ttl", this.ttl,
					"proxied", false);
		}

	}

}
