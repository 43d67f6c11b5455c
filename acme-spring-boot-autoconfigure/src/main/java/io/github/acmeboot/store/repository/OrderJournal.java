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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.KeyPairPem;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps the orders under way, so that whoever works next goes on with them. Written under
 * the renewal's lease only. Safe for use by several threads.
 */
public final class OrderJournal {

	private static final Log logger = LogFactory.getLog(OrderJournal.class);

	private static final int MAX_ATTEMPTS = 10;

	private final Codec<OrderEntry> codec = new OrderCodec();

	private final AcmeStore store;

	public OrderJournal(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the order under way. An entry that cannot be read is reported and taken for
	 * none.
	 * @param certificate the name of the managed certificate
	 * @return the order, or empty if there is none
	 */
	public Optional<OrderEntry> find(String certificate) {
		String key = key(certificate);
		try {
			return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec).value());
		}
		catch (UnreadableValueException ex) {
			logger.warn("The order under way for '" + certificate + "' is lost; a new one is made. " + ex.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Records the order under way, in place of any former one.
	 * @param certificate the name of the managed certificate
	 * @param entry the order
	 */
	public void save(String certificate, OrderEntry entry) {
		for (int attempt = 1;; attempt++) {
			try {
				saveOnce(key(certificate), entry);
				return;
			}
			catch (StaleWriteException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private void saveOnce(String key, OrderEntry entry) {
		this.store.save(key, this.codec.encode(entry),
				this.store.version(key).map(WriteCondition::version).orElseGet(WriteCondition::absent));
	}

	/**
	 * Forgets the order. One that another instance records meanwhile is kept.
	 * @param certificate the name of the managed certificate
	 */
	public void remove(String certificate) {
		String key = key(certificate);
		try {
			this.store.version(key).ifPresent((version) -> this.store.delete(key, version));
		}
		catch (StaleWriteException ex) {
			logger.debug("The order of '" + certificate + "' was replaced by another instance and is kept", ex);
		}
	}

	private static String key(String certificate) {
		return StoreKey.of("orders", certificate);
	}

	/**
	 * Orders as JSON, the key of the CSR in it as PEM.
	 */
	private static final class OrderCodec implements Codec<OrderEntry> {

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

}
