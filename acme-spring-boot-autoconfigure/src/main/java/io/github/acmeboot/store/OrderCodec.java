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

package io.github.acmeboot.store;

import java.net.URI;
import java.security.KeyPair;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;

/**
 * Orders as JSON, the key of the CSR in it as PEM.
 */
final class OrderCodec implements Codec<OrderEntry> {

	@Override
	public byte[] encode(OrderEntry entry) {
		KeyPair keyPair = entry.keyPair();
		return new JsonObject().with("issuer", entry.issuer())
			.with("directory", entry.directory())
			.with("location", entry.location())
			.with("identifiers", entry.identifiers())
			.with("profile", entry.profile())
			.with("key", (keyPair != null) ? KeyPairPem.encode(keyPair) : null)
			.toBytes();
	}

	@Override
	public OrderEntry decode(byte[] content) {
		JsonObject json = JsonObject.parse(content);
		return new OrderEntry(json.text("issuer"), URI.create(json.text("directory")),
				URI.create(json.text("location")), json.texts("identifiers").stream().map(Identifier::of).toList(),
				json.optionalText("profile"), keyPair(json.optionalText("key")));
	}

	private static @Nullable KeyPair keyPair(@Nullable String text) {
		return (text != null) ? KeyPairPem.decode(text) : null;
	}

}
