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

package io.github.acmeboot.store.ledger;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps what was spent of the limits of the CAs. Safe for use by several threads.
 */
public final class LedgerRepository {

	private static final Log logger = LogFactory.getLog(LedgerRepository.class);

	private final Codec<Ledger> codec = new LedgerCodec();

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final AcmeStore store;

	public LedgerRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the ledger of a CA. One that cannot be read is reported once and taken for an
	 * empty one, under its version, so that it can be replaced.
	 * @param directory the URL of the CA's directory
	 * @return the ledger, or empty if there is none
	 */
	public Optional<Page> find(URI directory) {
		String key = key(directory);
		try {
			return this.store.load(key).map((stored) -> decode(directory, stored));
		}
		catch (UnreadableValueException ex) {
			return Optional.of(unreadable(directory, ex.getVersion(), ex.getMessage()));
		}
	}

	private Page decode(URI directory, StoredValue stored) {
		try {
			return new Page(this.codec.decode(stored.content()), stored.version());
		}
		catch (IllegalArgumentException ex) {
			return unreadable(directory, stored.version(), "'" + key(directory) + "': " + ex.getMessage());
		}
	}

	private Page unreadable(URI directory, String version, @Nullable String reason) {
		if (this.reported.add(key(directory))) {
			logger.warn("What was spent of the limits of the CA at '" + directory
					+ "' is lost and counted anew; it may refuse earlier than expected. " + reason);
		}
		return new Page(Ledger.EMPTY, version);
	}

	/**
	 * Saves the ledger of a CA.
	 * @param directory the URL of the CA's directory
	 * @param ledger the ledger
	 * @param condition what has to be stored now
	 * @return the ledger and its new version
	 * @throws StaleWriteException if another instance was first
	 */
	public Page save(URI directory, Ledger ledger, WriteCondition condition) {
		StoredValue stored = this.store.save(key(directory), this.codec.encode(ledger), condition);
		this.reported.remove(key(directory));
		return new Page(ledger, stored.version());
	}

	private static String key(URI directory) {
		return StoreKey.of("ledger", directory.toString());
	}

	/**
	 * A ledger, and the version it was read or written at.
	 *
	 * @param ledger the ledger
	 * @param version the version in the store
	 */
	public record Page(Ledger ledger, String version) {

	}

	/**
	 * Ledgers as JSON.
	 */
	private static final class LedgerCodec implements Codec<Ledger> {

		@Override
		public byte[] encode(Ledger ledger) {
			List<JsonObject> entries = ledger.entries()
				.entrySet()
				.stream()
				.map((entry) -> encode(entry.getKey(), entry.getValue()))
				.toList();
			List<JsonObject> failures = ledger.failures()
				.entrySet()
				.stream()
				.map((entry) -> new JsonObject().with("identifier", entry.getKey()).with("count", entry.getValue()))
				.toList();
			return new JsonObject().with("entries", entries).with("failures", failures).toBytes();
		}

		private static JsonObject encode(Ledger.Key key, Ledger.Entry entry) {
			return new JsonObject().with("kind", key.kind())
				.with("subject", key.subject().isEmpty() ? null : key.subject())
				.with("from", entry.from())
				.with("until", entry.until())
				.with("seen", entry.seen());
		}

		@Override
		public Ledger decode(byte[] content) {
			JsonObject json = JsonObject.parse(content);
			Map<Ledger.Key, Ledger.Entry> entries = new LinkedHashMap<>();
			json.objects("entries").forEach((entry) -> entries.put(key(entry), entry(entry)));
			Map<String, Integer> failures = new LinkedHashMap<>();
			json.objects("failures")
				.forEach((failure) -> failures.put(failure.text("identifier"), failure.number("count")));
			return new Ledger(entries, failures);
		}

		private static Ledger.Key key(JsonObject json) {
			String subject = json.optionalText("subject");
			return new Ledger.Key(json.text("kind"), (subject != null) ? subject : "");
		}

		private static Ledger.Entry entry(JsonObject json) {
			return new Ledger.Entry(json.instant("from"), json.instant("until"), json.optionalInstant("seen"));
		}

	}

}
