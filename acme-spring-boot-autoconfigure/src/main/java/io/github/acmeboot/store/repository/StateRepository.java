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
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.CertificateState.Revocation;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.CertificateState.Superseded;
import io.github.acmeboot.store.repository.CertificateState.Window;

/**
 * Keeps the state of the certificates. Safe for use by several threads.
 */
public final class StateRepository {

	private static final Log logger = LogFactory.getLog(StateRepository.class);

	private static final String KIND = "state";

	private final Codec<CertificateState> codec = new StateCodec();

	private final AcmeStore store;

	public StateRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the state of a certificate. A state that cannot be read is reported and taken
	 * for none, under its version, so that it can be replaced.
	 * @param name the name of the managed certificate
	 * @return the state, or empty if there is none
	 */
	public Optional<Stored<CertificateState>> find(String name) {
		String key = key(name);
		try {
			return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
		}
		catch (UnreadableValueException ex) {
			logger.warn("The state of '" + name + "' is lost; a new one is made. " + ex.getMessage());
			return Optional.of(new Stored<>(CertificateState.NONE, ex.getVersion()));
		}
	}

	/**
	 * Saves the state of a certificate.
	 * @param name the name of the managed certificate
	 * @param state the state
	 * @param condition what has to be stored now
	 * @return the state and its new version
	 * @throws StaleWriteException if another instance was first
	 */
	public Stored<CertificateState> save(String name, CertificateState state, WriteCondition condition) {
		StoredValue stored = this.store.save(key(name), this.codec.encode(state), condition);
		return new Stored<>(state, stored.version());
	}

	/**
	 * Lists the names of the certificates of which something is remembered.
	 * @return the names in their natural order
	 */
	public List<String> names() {
		return this.store.list(KIND + "/")
			.stream()
			.flatMap((key) -> CertificateRepository.nameOf(KIND, key).stream())
			.sorted()
			.toList();
	}

	static String key(String name) {
		return StoreKey.of(KIND, name);
	}

	/**
	 * States as JSON.
	 */
	static final class StateCodec implements Codec<CertificateState> {

		@Override
		public byte[] encode(CertificateState state) {
			JsonObject json = new JsonObject().with("renewal", state.renewal())
				.with("nextAttempt", state.nextAttempt())
				.with("refused", state.refused())
				.with("rolledBack", state.rolledBack())
				.with("paused", state.paused());
			if (state.ordered() != null) {
				json.with("ordered", encode(state.ordered()));
			}
			if (state.failure() != null) {
				json.with("failure", encode(state.failure()));
			}
			if (state.superseded() != null) {
				json.with("superseded", encode(state.superseded()));
			}
			if (state.suggestion() != null) {
				json.with("suggestion", encode(state.suggestion()));
			}
			if (state.revocation() != null) {
				json.with("revocation", encode(state.revocation()));
			}
			return json.toBytes();
		}

		static JsonObject encode(Ordered ordered) {
			return new JsonObject().with("identifiers", ordered.identifiers())
				.with("keyType", ordered.keyType().name())
				.with("profile", ordered.profile())
				.with("issuer", ordered.issuer())
				.with("directory", ordered.directory());
		}

		private static JsonObject encode(Superseded superseded) {
			return new JsonObject().with("requests", superseded.requests().stream().map(StateCodec::encode).toList())
				.with("at", superseded.at());
		}

		private static JsonObject encode(Suggestion suggestion) {
			JsonObject json = new JsonObject().with("serial", suggestion.serial())
				.with("next", suggestion.next())
				.with("failures", suggestion.failures())
				.with("replaced", suggestion.replaced() ? "true" : null);
			if (suggestion.window() != null) {
				json.with("window", encode(suggestion.window()));
			}
			return json;
		}

		private static JsonObject encode(Window window) {
			return new JsonObject().with("start", window.start())
				.with("end", window.end())
				.with("chosen", window.chosen())
				.with("explanationUrl", window.explanationUrl());
		}

		private static JsonObject encode(Revocation revocation) {
			return new JsonObject().with("serial", revocation.serial())
				.with("reason", revocation.reason())
				.with("at", revocation.at());
		}

		private static JsonObject encode(Failure failure) {
			return new JsonObject().with("reason", failure.reason().name())
				.with("message", failure.message())
				.with("at", failure.at())
				.with("count", failure.count());
		}

		@Override
		public CertificateState decode(byte[] content) {
			JsonObject json = JsonObject.parse(content);
			JsonObject ordered = json.optionalObject("ordered");
			JsonObject failure = json.optionalObject("failure");
			JsonObject superseded = json.optionalObject("superseded");
			JsonObject suggestion = json.optionalObject("suggestion");
			JsonObject revocation = json.optionalObject("revocation");
			return new CertificateState((ordered != null) ? ordered(ordered) : null, json.optionalInstant("renewal"),
					(failure != null) ? failure(failure) : null, json.optionalInstant("nextAttempt"),
					json.optionalText("refused"), json.optionalText("rolledBack"),
					(superseded != null) ? superseded(superseded) : null,
					(suggestion != null) ? suggestion(suggestion) : null,
					(revocation != null) ? revocation(revocation) : null, json.optionalInstant("paused"));
		}

		static Ordered ordered(JsonObject json) {
			return new Ordered(json.texts("identifiers").stream().map(Identifier::of).toList(),
					json.constant("keyType", KeyType.class), json.optionalText("profile"), json.text("issuer"),
					uri(json.optionalText("directory")));
		}

		private static Superseded superseded(JsonObject json) {
			return new Superseded(json.objects("requests").stream().map(StateCodec::ordered).toList(),
					json.instant("at"));
		}

		private static Suggestion suggestion(JsonObject json) {
			JsonObject window = json.optionalObject("window");
			return new Suggestion(json.text("serial"), (window != null) ? window(window) : null, json.instant("next"),
					json.number("failures"), Boolean.parseBoolean(json.optionalText("replaced")));
		}

		private static Window window(JsonObject json) {
			return new Window(json.instant("start"), json.instant("end"), json.instant("chosen"),
					uri(json.optionalText("explanationUrl")));
		}

		private static Revocation revocation(JsonObject json) {
			return new Revocation(json.text("serial"), json.number("reason"), json.instant("at"));
		}

		private static @Nullable URI uri(@Nullable String text) {
			return (text != null) ? URI.create(text) : null;
		}

		private static Failure failure(JsonObject json) {
			return new Failure(json.constant("reason", Reason.class), json.text("message"), json.instant("at"),
					json.number("count"));
		}

	}

}
