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

package io.github.acmeboot.issuer.ratelimit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a CA wants us to wait with.
 */
enum HoldScope {

	/**
	 * Whatever we could ask.
	 */
	EVERYTHING,

	/**
	 * New accounts.
	 */
	ACCOUNTS,

	/**
	 * Orders of our account.
	 */
	ORDERS,

	/**
	 * Orders with names of a registered domain.
	 */
	DOMAIN,

	/**
	 * Orders for exactly some identifiers.
	 */
	IDENTIFIER_SET,

	/**
	 * Orders with an identifier among others.
	 */
	IDENTIFIER;

	static final String PREFIX = "retry-after-";

	String kind() {
		return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Optional<HoldScope> ofKind(String kind) {
		return Arrays.stream(values()).filter((scope) -> scope.kind().equals(kind)).findFirst();
	}

	/**
	 * Returns by what names it is held back for an order.
	 * @param terms the order
	 * @return the names
	 */
	Set<String> subjects(OrderTerms terms) {
		return switch (this) {
			case EVERYTHING, ACCOUNTS, ORDERS -> Set.of("");
			case DOMAIN -> terms.subjects(Limit.CERTIFICATES_PER_DOMAIN);
			case IDENTIFIER_SET -> terms.subjects(Limit.CERTIFICATES_PER_IDENTIFIER_SET);
			case IDENTIFIER -> terms.subjects(Limit.FAILED_AUTHORIZATIONS);
		};
	}

	String describe(String subject) {
		return switch (this) {
			case EVERYTHING -> "anything";
			case ACCOUNTS -> "a new account";
			case ORDERS -> "a new order";
			case DOMAIN, IDENTIFIER -> "a new order for '" + subject + "'";
			case IDENTIFIER_SET -> "a new order for exactly these names";
		};
	}

}
