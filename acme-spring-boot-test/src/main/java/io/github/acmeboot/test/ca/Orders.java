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

package io.github.acmeboot.test.ca;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.validation.ChallengeValidator;

/**
 * The orders and authorizations of a CA. Thread-safe.
 */
public final class Orders {

	private static final Duration ORDER_LIFE = Duration.ofDays(1);

	private static final Duration AUTHORIZATION_LIFE = Duration.ofDays(1);

	private final List<ChallengeValidator> validators;

	private final List<Order> orders = new CopyOnWriteArrayList<>();

	private final Map<String, Authorization> authorizations = new ConcurrentHashMap<>();

	/**
	 * Creates an empty list.
	 * @param validators the types of challenges to offer
	 */
	public Orders(List<ChallengeValidator> validators) {
		this.validators = validators;
	}

	/**
	 * Places an order.
	 * @param account whose order it is
	 * @param terms what is ordered
	 * @param reuse whether authorizations that are valid already are used
	 * @param now the present
	 * @return the order
	 */
	public Order place(Account account, Order.Terms terms, boolean reuse, Instant now) {
		List<Authorization> needed = terms.identifiers()
			.stream()
			.map((identifier) -> reusable(account, identifier, reuse, now)
				.orElseGet(() -> create(account, identifier, now)))
			.toList();
		Order order = new Order(account, terms, now.plus(ORDER_LIFE), needed);
		this.orders.add(order);
		return order;
	}

	/**
	 * Finds an order that can still be used.
	 * @param account whose order it is
	 * @param terms what is ordered
	 * @param now the present
	 * @return an order of the same account for the same identifiers and profile, which is
	 * pending or ready
	 */
	public Optional<Order> findReusable(Account account, Order.Terms terms, Instant now) {
		return this.orders.stream()
			.filter((order) -> order.getAccount() == account && order.getTerms().isForSame(terms))
			.filter((order) -> List.of(Status.PENDING, Status.READY).contains(order.status(now)))
			.findFirst();
	}

	/**
	 * Returns whether an account has proved control of identifiers.
	 * @param account the account
	 * @param identifiers the identifiers
	 * @param now the present
	 * @return whether it has a valid authorization for each
	 */
	public boolean isAuthorized(Account account, Collection<Identifier> identifiers, Instant now) {
		return identifiers.stream().allMatch((identifier) -> reusable(account, identifier, true, now).isPresent());
	}

	/**
	 * Forgets an order.
	 * @param order the order
	 */
	public void forget(Order order) {
		this.orders.remove(order);
	}

	/**
	 * Returns whether there is a challenge for an identifier.
	 * @param identifier the identifier
	 * @return whether the CA can validate it
	 */
	public boolean canValidate(Identifier identifier) {
		return !types(identifier).isEmpty();
	}

	/**
	 * Finds an order.
	 * @param id the last part of its URL
	 * @return the order
	 */
	public Optional<Order> find(String id) {
		return this.orders.stream().filter((order) -> order.getId().equals(id)).findFirst();
	}

	/**
	 * Finds an authorization.
	 * @param id the last part of its URL
	 * @return the authorization
	 */
	public Optional<Authorization> findAuthorization(String id) {
		return Optional.ofNullable(this.authorizations.get(id));
	}

	/**
	 * Finds the authorization of a challenge.
	 * @param id the last part of the challenge's URL
	 * @return the authorization that has the challenge
	 */
	public Optional<Authorization> findByChallenge(String id) {
		return this.authorizations.values()
			.stream()
			.filter((one) -> one.getChallenges().stream().anyMatch((challenge) -> challenge.getId().equals(id)))
			.findFirst();
	}

	/**
	 * Returns all orders, oldest first.
	 * @return the orders
	 */
	public List<Order> all() {
		return List.copyOf(this.orders);
	}

	private Optional<Authorization> reusable(Account account, Identifier identifier, boolean reuse, Instant now) {
		return this.authorizations.values()
			.stream()
			.filter((one) -> reuse && one.getAccount() == account && one.getIdentifier().equals(identifier)
					&& one.status(now) == Status.VALID)
			.findFirst();
	}

	private Authorization create(Account account, Identifier identifier, Instant now) {
		Authorization created = new Authorization(account, identifier, now.plus(AUTHORIZATION_LIFE), types(identifier));
		this.authorizations.put(created.getId(), created);
		return created;
	}

	private List<String> types(Identifier identifier) {
		return this.validators.stream()
			.filter((validator) -> validator.supports(identifier))
			.map(ChallengeValidator::type)
			.toList();
	}

}
