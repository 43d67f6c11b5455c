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
import java.util.Arrays;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.KeyPairPem;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps the orders under way, so that whoever works next goes on with them. Written under
 * the renewal's lease only, and by a holder who has lost it in vain. Safe for use by
 * several threads.
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
		return page(certificate, 0).read();
	}

	/**
	 * Opens the page of a certificate.
	 * @param certificate the name of the managed certificate
	 * @param fence the number of the lease the work is done under
	 * @return the page, to be used by one thread at a time
	 */
	public Page page(String certificate, long fence) {
		return new Page(key(certificate), certificate, fence);
	}

	static String key(String certificate) {
		return StoreKey.of("orders", certificate);
	}

	/**
	 * Forgets an order that is complete. One that was recorded under a later lease is
	 * kept.
	 * @param certificate the name of the managed certificate
	 * @param fence the number of the lease the order was recorded under
	 */
	public void remove(String certificate, long fence) {
		Page page = page(certificate, fence);
		if (page.read().filter((entry) -> entry.fence() <= fence).isPresent()) {
			page.clear();
		}
	}

	/**
	 * The page of one certificate, as it was when it was read. What another instance has
	 * written since stays; that it may have been sealed anew does not matter.
	 */
	public final class Page {

		private final String key;

		private final String certificate;

		private final long fence;

		private Optional<String> version = Optional.empty();

		private byte[] content = {};

		private Page(String key, String certificate, long fence) {
			this.key = key;
			this.certificate = certificate;
			this.fence = fence;
		}

		/**
		 * Returns the number of the lease the page is written under.
		 * @return the fence
		 */
		public long fence() {
			return this.fence;
		}

		/**
		 * Reads the order under way.
		 * @return the order, or empty if there is none that can be read
		 */
		public Optional<OrderEntry> read() {
			try {
				Optional<StoredValue> stored = OrderJournal.this.store.load(this.key);
				know(stored);
				return stored.map((value) -> Stored.decode(this.key, value, OrderJournal.this.codec).value());
			}
			catch (UnreadableValueException ex) {
				logger.warn("The order under way for '" + this.certificate + "' is lost; a new one is made. "
						+ ex.getMessage());
				this.version = Optional.of(ex.getVersion());
				return Optional.empty();
			}
		}

		/**
		 * Records the order under way, in place of the one that was read.
		 * @param entry the order
		 * @throws AcmeException with the reason {@code INTERRUPTED} if another instance
		 * has written the page since, or may work on it
		 */
		public void write(OrderEntry entry) {
			byte[] next = OrderJournal.this.codec.encode(entry);
			try {
				unlessWritten(() -> know(Optional.of(OrderJournal.this.store.save(this.key, next, condition()))));
			}
			catch (StaleWriteException ex) {
				throw new AcmeException(AcmeException.Reason.INTERRUPTED, "Another instance goes on with the order of '"
						+ this.certificate + "'; what it has recorded is kept.", ex);
			}
		}

		/**
		 * Forgets the order that was read or written.
		 */
		public void clear() {
			try {
				unlessWritten(
						() -> this.version.ifPresent((version) -> OrderJournal.this.store.delete(this.key, version)));
				know(Optional.empty());
			}
			catch (StaleWriteException ex) {
				logger.debug("The order of '" + this.certificate + "' was replaced by another instance and is kept",
						ex);
			}
		}

		private WriteCondition condition() {
			return this.version.map(WriteCondition::version).orElseGet(WriteCondition::absent).fencedBy(this.fence);
		}

		private void unlessWritten(Runnable change) {
			for (int attempt = 1;; attempt++) {
				try {
					change.run();
					return;
				}
				catch (StaleWriteException ex) {
					if (attempt == MAX_ATTEMPTS || !isOnlySealedAnew()) {
						throw ex;
					}
				}
			}
		}

		private boolean isOnlySealedAnew() {
			Optional<StoredValue> now = OrderJournal.this.store.load(this.key)
				.filter((stored) -> Arrays.equals(stored.content(), this.content))
				.filter((stored) -> !this.version.equals(Optional.of(stored.version())));
			now.ifPresent((stored) -> this.version = Optional.of(stored.version()));
			return now.isPresent();
		}

		private void know(Optional<StoredValue> stored) {
			this.version = stored.map(StoredValue::version);
			this.content = stored.map(StoredValue::content).orElseGet(() -> new byte[0]);
		}

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
				.with("fence", (entry.fence() > 0) ? Long.toString(entry.fence()) : null)
				.toBytes();
		}

		@Override
		public OrderEntry decode(byte[] content) {
			JsonObject json = JsonObject.parse(content);
			return new OrderEntry(json.text("issuer"), URI.create(json.text("directory")),
					URI.create(json.text("location")), json.texts("identifiers").stream().map(Identifier::of).toList(),
					json.optionalText("profile"), keyPair(json.optionalText("key")), fence(json.optionalText("fence")));
		}

		private static long fence(@Nullable String text) {
			return (text != null) ? Long.parseLong(text) : 0;
		}

		private static @Nullable KeyPair keyPair(@Nullable String text) {
			return (text != null) ? KeyPairPem.decode(text) : null;
		}

	}

}
