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

package io.github.acmeboot.store.dns;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * Entries as JSON.
 */
final class DnsEntryCodec implements Codec<DnsEntry> {

	@Override
	public byte[] encode(DnsEntry entry) {
		List<JsonObject> presentations = entry.presentations()
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((presentation) -> new JsonObject().with("id", presentation.getKey())
				.with("expires", presentation.getValue()))
			.toList();
		return new JsonObject().with("name", entry.name())
			.with("value", entry.value())
			.with("presentations", presentations)
			.toBytes();
	}

	@Override
	public DnsEntry decode(byte[] content) {
		JsonObject json = JsonObject.parse(content);
		Map<String, Instant> presentations = new LinkedHashMap<>();
		json.objects("presentations")
			.forEach((presentation) -> presentations.put(presentation.text("id"), presentation.instant("expires")));
		return new DnsEntry(json.text("name"), json.text("value"), presentations);
	}

}
