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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps the answers to pending challenges, so that any instance can give them. Several
 * answers may be pending for one identifier. Safe for use by several threads.
 */
public final class ChallengeAnswers {

	private static final Log logger = LogFactory.getLog(ChallengeAnswers.class);

	private static final String KIND = "challenges";

	private static final int MAX_ATTEMPTS = 100;

	private static final Duration LEAST_TIME_TO_LIVE = Duration.ofSeconds(1);

	private final Codec<List<Answer>> codec = new AnswersCodec();

	private final AcmeStore store;

	private final Clock clock;

	public ChallengeAnswers(AcmeStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Adds an answer, which counts before any former one to the same token. If it cannot
	 * be stored, it is taken back.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @param token the token of the challenge
	 * @param keyAuthorization the key authorization
	 * @param expires when the answer is of no more use
	 * @return what stands for this very answer
	 */
	public String add(String type, Identifier identifier, String token, String keyAuthorization, Instant expires) {
		Answer added = new Answer(UUID.randomUUID().toString(), token, keyAuthorization, expires);
		try {
			update(key(type, identifier), (answers) -> answers.add(added));
			return added.id();
		}
		catch (RuntimeException ex) {
			takeBack(type, identifier, added, ex);
			throw ex;
		}
	}

	private void takeBack(String type, Identifier identifier, Answer added, RuntimeException failure) {
		try {
			remove(type, identifier, added.id());
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Removes an answer. Another instance's answer to the same token stays: it may have
	 * gone on with the same order. Removing what is not there does nothing.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @param id what stands for the answer
	 */
	public void remove(String type, Identifier identifier, String id) {
		update(key(type, identifier), (answers) -> answers.removeIf((answer) -> answer.id().equals(id)));
	}

	/**
	 * Returns whether instances on other machines find the answers.
	 * @return whether the store is a remote one
	 */
	public boolean isRemote() {
		return this.store.isRemote();
	}

	/**
	 * Finds the answers that have not expired.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @return the key authorizations by token, the one added last at the end, possibly
	 * none
	 */
	public Map<String, String> find(String type, Identifier identifier) {
		Map<String, String> found = new LinkedHashMap<>();
		for (Answer answer : load(key(type, identifier)).map(this::pending).orElseGet(List::of)) {
			found.remove(answer.token());
			found.put(answer.token(), answer.keyAuthorization());
		}
		return Collections.unmodifiableMap(found);
	}

	/**
	 * Removes the answers of identifiers that have none but expired ones, for stores that
	 * do not forget by themselves.
	 */
	public void removeExpired() {
		this.store.list(KIND + "/").forEach(this::removeExpired);
	}

	private void removeExpired(String key) {
		try {
			this.store.load(key)
				.map((stored) -> Stored.decode(key, stored, this.codec))
				.filter((stored) -> pending(stored).isEmpty())
				.ifPresent((stored) -> this.store.delete(key, stored.version()));
		}
		catch (UnreadableValueException | SealedValueException | StaleWriteException ex) {
			logger.debug("Leaving '" + key + "' where it is", ex);
		}
	}

	private void update(String key, Consumer<List<Answer>> change) {
		for (int attempt = 1;; attempt++) {
			try {
				updateOnce(key, change);
				return;
			}
			catch (StaleWriteException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private void updateOnce(String key, Consumer<List<Answer>> change) {
		Optional<Stored<List<Answer>>> stored = load(key);
		List<Answer> answers = stored.map(this::pending).orElseGet(ArrayList::new);
		change.accept(answers);
		if (!answers.isEmpty()) {
			this.store.save(key, this.codec.encode(answers),
					stored.map(Stored::version).map(WriteCondition::version).orElseGet(WriteCondition::absent),
					timeToLive(answers));
		}
		else {
			stored.map(Stored::version).ifPresent((version) -> this.store.delete(key, version));
		}
	}

	private Duration timeToLive(List<Answer> answers) {
		Instant last = answers.stream().map(Answer::expires).max(Comparator.naturalOrder()).orElseThrow();
		Duration left = Duration.between(this.clock.instant(), last);
		return (left.compareTo(LEAST_TIME_TO_LIVE) > 0) ? left : LEAST_TIME_TO_LIVE;
	}

	private List<Answer> pending(Stored<List<Answer>> stored) {
		Instant now = this.clock.instant();
		List<Answer> pending = new ArrayList<>(stored.value());
		pending.removeIf((answer) -> !answer.expires().isAfter(now));
		return pending;
	}

	private Optional<Stored<List<Answer>>> load(String key) {
		try {
			return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
		}
		catch (UnreadableValueException ex) {
			logger.warn("Answers to challenges are lost; the CA may not be able to validate them. " + ex.getMessage());
			return Optional.of(new Stored<>(List.of(), ex.getVersion()));
		}
	}

	private static String key(String type, Identifier identifier) {
		return StoreKey.of(KIND, type, identifier.value());
	}

	/**
	 * The pending answers of one identifier as JSON.
	 */
	private static final class AnswersCodec implements Codec<List<Answer>> {

		@Override
		public byte[] encode(List<Answer> answers) {
			return new JsonObject().with("answers", answers.stream().map(AnswersCodec::encode).toList()).toBytes();
		}

		private static JsonObject encode(Answer answer) {
			return new JsonObject().with("id", answer.id())
				.with("token", answer.token())
				.with("keyAuthorization", answer.keyAuthorization())
				.with("expires", answer.expires());
		}

		@Override
		public List<Answer> decode(byte[] content) {
			return JsonObject.parse(content)
				.objects("answers")
				.stream()
				.map((answer) -> new Answer(Objects.requireNonNullElse(answer.optionalText("id"), ""),
						answer.text("token"), answer.text("keyAuthorization"), answer.instant("expires")))
				.toList();
		}

	}

	/**
	 * An answer to one challenge.
	 *
	 * @param id what stands for this very answer
	 * @param token the token of the challenge
	 * @param keyAuthorization the key authorization
	 * @param expires when the answer is of no more use
	 */
	private record Answer(String id, String token, String keyAuthorization, Instant expires) {

		@Override
		public String toString() {
			return "Answer[expires=" + this.expires + "]";
		}

	}

}
