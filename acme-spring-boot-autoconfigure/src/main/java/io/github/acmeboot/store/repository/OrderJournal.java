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
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

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

	private static final String KIND = "orders";

	private static final int MAX_ATTEMPTS = 10;

	private final Codec<List<OrderEntry>> codec = new OrderCodec();

	private final AcmeStore store;

	public OrderJournal(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the orders under way. What cannot be read is reported and taken for none.
	 * @param certificate the name of the managed certificate
	 * @return the orders, at most one for each CA
	 */
	public List<OrderEntry> find(String certificate) {
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

	static List<String> names(AcmeStore store) {
		return store.list(KIND + "/")
			.stream()
			.flatMap((key) -> CertificateRepository.nameOf(KIND, key).stream())
			.toList();
	}

	static String key(String certificate) {
		return StoreKey.of(KIND, certificate);
	}

	/**
	 * Forgets the orders of a certificate that was obtained, unless another instance has
	 * recorded one since under a later lease.
	 * @param certificate the name of the managed certificate
	 * @param fence the number of the lease the certificate was obtained under
	 * @return what was forgotten
	 */
	public List<OrderEntry> remove(String certificate, long fence) {
		Page page = page(certificate, fence);
		List<OrderEntry> finished = page.read();
		boolean ours = finished.stream().allMatch((entry) -> entry.fence() <= fence);
		return (ours && page.keep(List.of())) ? finished : List.of();
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

		private List<OrderEntry> entries = List.of();

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
		 * Reads the orders under way.
		 * @return the orders that can be read
		 */
		public List<OrderEntry> read() {
			try {
				Optional<StoredValue> stored = OrderJournal.this.store.load(this.key);
				know(stored);
				this.entries = stored.map((value) -> Stored.decode(this.key, value, OrderJournal.this.codec).value())
					.orElseGet(List::of);
			}
			catch (UnreadableValueException ex) {
				logger.warn("The order under way for '" + this.certificate + "' is lost; a new one is made. "
						+ ex.getMessage());
				this.version = Optional.of(ex.getVersion());
				this.entries = List.of();
			}
			return this.entries;
		}

		/**
		 * Finds the order with a CA among those that were read or written last.
		 * @param directory the URL of the CA's directory
		 * @return the order, or empty if there is none
		 */
		public Optional<OrderEntry> find(URI directory) {
			return this.entries.stream().filter((entry) -> entry.directory().equals(directory)).findFirst();
		}

		/**
		 * Records an order, in place of the one with the same CA.
		 * @param entry the order
		 * @throws AcmeException with the reason {@code INTERRUPTED} if another instance
		 * has written the page since, or may work on it
		 */
		public void write(OrderEntry entry) {
			try {
				save(Stream.concat(Stream.of(entry), others(entry.directory())).toList());
			}
			catch (StaleWriteException ex) {
				throw new AcmeException(AcmeException.Reason.INTERRUPTED, "Another instance goes on with the order of '"
						+ this.certificate + "'; what it has recorded is kept.", ex);
			}
		}

		/**
		 * Forgets the order with a CA that was read or written.
		 * @param directory the URL of the CA's directory
		 * @return whether it is forgotten, and not one that another instance goes on with
		 */
		public boolean clear(URI directory) {
			return this.version.isPresent() && keep(others(directory).toList());
		}

		/**
		 * Returns whether a certificate is stored as the former generation: then its
		 * order is finished, though nobody came to say so.
		 * @param leaf the certificate
		 * @return whether it has been used before
		 */
		public boolean isFormerGeneration(X509Certificate leaf) {
			return new CertificateRepository(OrderJournal.this.store).findPrevious(this.certificate)
				.filter((former) -> former.leaf().equals(leaf))
				.isPresent();
		}

		/**
		 * Returns whether an order is under way for another certificate.
		 * @param location the URL of the order
		 * @return whether it is recorded on another page
		 */
		public boolean isTakenByAnother(URI location) {
			return OrderJournal.this.store.list(KIND + "/")
				.stream()
				.filter((other) -> !other.equals(this.key))
				.flatMap((other) -> new Page(other, other, this.fence).read().stream())
				.anyMatch((entry) -> location.equals(entry.location()));
		}

		private boolean keep(List<OrderEntry> kept) {
			try {
				save(kept);
				return true;
			}
			catch (StaleWriteException ex) {
				logger.debug("The order of '" + this.certificate + "' was replaced by another instance and is kept",
						ex);
				return false;
			}
		}

		private Stream<OrderEntry> others(URI directory) {
			return this.entries.stream().filter((entry) -> !entry.directory().equals(directory));
		}

		private void save(List<OrderEntry> entries) {
			if (entries.isEmpty()) {
				unlessWritten(
						() -> this.version.ifPresent((version) -> OrderJournal.this.store.delete(this.key, version)));
				know(Optional.empty());
			}
			else {
				byte[] next = OrderJournal.this.codec.encode(entries);
				unlessWritten(() -> know(Optional.of(OrderJournal.this.store.save(this.key, next, condition()))));
			}
			this.entries = entries;
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
	 * Orders as JSON, the key of the CSR in it as PEM. A single one stands by itself: so
	 * it was before there could be several, and instances of both versions go on with it.
	 */
	private static final class OrderCodec implements Codec<List<OrderEntry>> {

		@Override
		public byte[] encode(List<OrderEntry> entries) {
			List<JsonObject> orders = entries.stream().map(OrderCodec::encode).toList();
			return ((orders.size() == 1) ? orders.get(0) : new JsonObject().with("orders", orders)).toBytes();
		}

		@Override
		public List<OrderEntry> decode(byte[] content) {
			JsonObject json = JsonObject.parse(content);
			boolean single = json.optionalText("directory") != null;
			return (single ? List.of(json) : json.objects("orders")).stream().map(OrderCodec::decode).toList();
		}

		private static JsonObject encode(OrderEntry entry) {
			KeyPair keyPair = entry.keyPair();
			return new JsonObject().with("issuer", entry.issuer())
				.with("directory", entry.directory())
				.with("location", entry.location())
				.with("identifiers", entry.identifiers())
				.with("profile", entry.profile())
				.with("key", (keyPair != null) ? KeyPairPem.encode(keyPair) : null)
				.with("fence", (entry.fence() > 0) ? Long.toString(entry.fence()) : null);
		}

		private static OrderEntry decode(JsonObject json) {
			String location = json.optionalText("location");
			String keyPair = json.optionalText("key");
			String fence = json.optionalText("fence");
			return new OrderEntry(json.text("issuer"), URI.create(json.text("directory")),
					(location != null) ? URI.create(location) : null,
					json.texts("identifiers").stream().map(Identifier::of).toList(), json.optionalText("profile"),
					(keyPair != null) ? KeyPairPem.decode(keyPair) : null, (fence != null) ? Long.parseLong(fence) : 0);
		}

	}

}
