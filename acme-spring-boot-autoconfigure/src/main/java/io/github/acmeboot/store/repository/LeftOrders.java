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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Knows since when orders under way are left alone of which nothing else is stored:
 * whoever wanted the certificate was killed, or stopped, before there was anything to
 * remember. An entry of the journal does not say how old it is.
 */
final class LeftOrders {

	private static final Log logger = LogFactory.getLog(LeftOrders.class);

	private static final String KEY = StoreKey.of("housekeeping", "orders");

	private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

	private final AcmeStore store;

	LeftOrders(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Looks at the orders under way, to be done about once a day.
	 * @param concerned says which certificates to look at
	 * @param now the present
	 * @return since when they are left alone, by the names of the certificates
	 */
	Map<String, Instant> look(Predicate<String> concerned, Instant now) {
		Map<String, Left> former = find();
		List<Left> left = OrderJournal.names(this.store)
			.stream()
			.filter(concerned)
			.filter(this::isAllThereIs)
			.flatMap((name) -> left(name, former, now).stream())
			.toList();
		save(left);
		return left.stream().collect(Collectors.toMap(Left::name, Left::since));
	}

	boolean isAllThereIs(String name) {
		return this.store.version(CertificateRepository.key(name)).isEmpty()
				&& this.store.version(StateRepository.key(name)).isEmpty();
	}

	private Optional<Left> left(String name, Map<String, Left> former, Instant now) {
		return this.store.version(OrderJournal.key(name))
			.map((version) -> Optional.ofNullable(former.get(name))
				.filter((known) -> known.version().equals(version))
				.orElse(new Left(name, version, now)));
	}

	private Map<String, Left> find() {
		try {
			return this.store.load(KEY)
				.map((stored) -> JsonObject.parse(stored.content()).objects("orders"))
				.orElse(List.of())
				.stream()
				.map((json) -> new Left(json.text("name"), json.text("version"), json.instant("since")))
				.collect(Collectors.toMap(Left::name, Function.identity()));
		}
		catch (UnreadableValueException | IllegalArgumentException ex) {
			logger.debug("'" + KEY + "' is of no use", ex);
			return Map.of();
		}
	}

	private void save(List<Left> left) {
		Optional<String> version = this.store.version(KEY);
		if (!left.isEmpty()) {
			List<JsonObject> orders = left.stream().map(Left::toJson).toList();
			this.store.save(KEY, new JsonObject().with("orders", orders).toBytes(),
					version.map(WriteCondition::version).orElseGet(WriteCondition::absent), TIME_TO_LIVE);
		}
		else {
			version.ifPresent((known) -> this.store.delete(KEY, known));
		}
	}

	/**
	 * An order that is left alone.
	 *
	 * @param name the name of the certificate
	 * @param version the version of its page in the journal
	 * @param since when it was first seen to be left alone
	 */
	private record Left(String name, String version, Instant since) {

		private JsonObject toJson() {
			return new JsonObject().with("name", this.name).with("version", this.version).with("since", this.since);
		}

	}

}
