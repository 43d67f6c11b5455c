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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rest.RestAnswer;
import io.github.acmeboot.challenge.dns.rest.RestRequest;
import io.github.acmeboot.challenge.dns.rest.RestService;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * The requests to Cloudflare's API, version 4.
 */
final class CloudflareApi {

	private static final int PAGE_SIZE = 100;

	private static final String COMMENT = "ACME challenge, removed once it is validated";

	private final RestService service;

	private final Map<String, String> editing;

	private final Map<String, String> reading;

	CloudflareApi(RestService service, String apiToken, String zoneToken) {
		this.service = service;
		this.editing = bearer(apiToken);
		this.reading = bearer(zoneToken);
	}

	/**
	 * Looks for a zone.
	 * @param operation what it is needed for
	 * @param name its name
	 * @return the zone, or empty if the token sees none of that name that is in use
	 */
	Optional<CloudflareZone> zone(String operation, String name) {
		RestAnswer answer = successful(this.service.exchange(operation,
				RestRequest.get("/zones", "name=" + encode(name) + "&status=active&per_page=5", this.reading)));
		return answer.read((json) -> json.objects("result")
			.stream()
			.filter((zone) -> zone.text("name").equals(name))
			.map((zone) -> new CloudflareZone(zone.text("id"), name))
			.findFirst());
	}

	/**
	 * Creates a record, unless there is one of the same content.
	 * @param operation what is to be done
	 * @param zone the zone
	 * @param record the record
	 * @param ttl its time to live in seconds
	 */
	void create(String operation, CloudflareZone zone, TxtRecord record, int ttl) {
		JsonObject body = new JsonObject().with("type", "TXT")
			.with("name", record.name())
			.with("content", TxtContent.quote(record.value()))
			.with("ttl", ttl)
			.with("comment", COMMENT);
		RestAnswer answer = this.service.exchange(operation, RestRequest.post(records(zone), this.editing, body));
		if (answer.isSuccess() || CloudflareError.of(answer).stream().noneMatch(CloudflareError::isIdenticalRecord)) {
			successful(answer);
		}
	}

	/**
	 * Looks for the records of one content.
	 * @param operation what they are needed for
	 * @param zone the zone
	 * @param record the record
	 * @return their identifiers
	 */
	List<String> find(String operation, CloudflareZone zone, TxtRecord record) {
		String query = "type=TXT&name=" + encode(record.name()) + "&per_page=" + PAGE_SIZE + "&page=";
		List<String> found = new ArrayList<>();
		for (int page = 1, pages = 1; page <= pages; page++) {
			RestAnswer answer = successful(
					this.service.exchange(operation, RestRequest.get(records(zone), query + page, this.editing)));
			found.addAll(answer.read((json) -> matching(json, record)));
			pages = answer.read(CloudflareApi::pages);
		}
		return found;
	}

	/**
	 * Deletes a record, unless it is gone.
	 * @param operation what is to be done
	 * @param zone the zone
	 * @param id the identifier of the record
	 */
	void delete(String operation, CloudflareZone zone, String id) {
		RestAnswer answer = this.service.exchange(operation,
				RestRequest.delete(records(zone) + "/" + encode(id), this.editing));
		if (answer.status() != 404) {
			successful(answer);
		}
	}

	private static List<String> matching(JsonObject json, TxtRecord record) {
		return json.objects("result")
			.stream()
			.filter((found) -> found.text("type").equals("TXT") && found.text("name").equalsIgnoreCase(record.name())
					&& TxtContent.unquote(found.text("content")).equals(record.value()))
			.map((found) -> found.text("id"))
			.toList();
	}

	private static int pages(JsonObject json) {
		JsonObject info = json.optionalObject("result_info");
		return (info != null) ? info.number("total_pages") : 1;
	}

	private static RestAnswer successful(RestAnswer answer) {
		if (answer.isSuccess()) {
			return answer;
		}
		throw failure(answer);
	}

	private static AcmeException failure(RestAnswer answer) {
		List<CloudflareError> errors = CloudflareError.of(answer);
		if (errors.isEmpty()) {
			return answer.failure(answer.text());
		}
		String words = errors.stream().map(CloudflareError::toString).collect(Collectors.joining("; "));
		return errors.stream().anyMatch(CloudflareError::isBadToken) ? answer.denied(words) : answer.failure(words);
	}

	private static String records(CloudflareZone zone) {
		return "/zones/" + encode(zone.id()) + "/dns_records";
	}

	private static Map<String, String> bearer(String token) {
		return Map.of("Authorization", "Bearer " + token);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
