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
	 * Questions when to renew (RFC 9773), which no order waits for.
	 */
	RENEWAL_INFO,

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

	private static final String PREFIX = "retry-after-";

	private static final String FOR_ALL = "-for-all";

	/**
	 * Returns as what a wait is stored that concerns an order of some terms. Whether it
	 * concerns the orders that CAs exempt from their limits, too, is known once one of
	 * these was refused.
	 * @param terms the order that was refused
	 * @return the kind of the entry
	 */
	String kind(OrderTerms terms) {
		return isExempt(terms) ? kind() + FOR_ALL : kind();
	}

	/**
	 * Returns as what the waits are stored that concern an order.
	 * @param terms the order
	 * @return the kinds of the entries
	 */
	Set<String> kinds(OrderTerms terms) {
		return isExempt(terms) ? Set.of(kind() + FOR_ALL) : kinds();
	}

	/**
	 * Returns as what waits are stored, whatever they concern.
	 * @return the kinds of the entries
	 */
	Set<String> kinds() {
		return Set.of(kind(), kind() + FOR_ALL);
	}

	private String kind() {
		return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Optional<HoldScope> ofKind(String kind) {
		return Arrays.stream(values()).filter((scope) -> scope.kinds().contains(kind)).findFirst();
	}

	private boolean isExempt(OrderTerms terms) {
		return switch (this) {
			case EVERYTHING, RENEWAL_INFO, ACCOUNTS -> false;
			case ORDERS, DOMAIN -> terms.renewal() || terms.replacing();
			case IDENTIFIER_SET, IDENTIFIER -> terms.replacing();
		};
	}

	/**
	 * Returns by what names it is held back for an order.
	 * @param terms the order
	 * @return the names
	 */
	Set<String> subjects(OrderTerms terms) {
		return switch (this) {
			case EVERYTHING, RENEWAL_INFO, ACCOUNTS, ORDERS -> Set.of("");
			case DOMAIN -> terms.subjects(Limit.CERTIFICATES_PER_DOMAIN);
			case IDENTIFIER_SET -> terms.subjects(Limit.CERTIFICATES_PER_IDENTIFIER_SET);
			case IDENTIFIER -> terms.subjects(Limit.FAILED_AUTHORIZATIONS);
		};
	}

	String describe(String subject) {
		return switch (this) {
			case EVERYTHING -> "anything";
			case RENEWAL_INFO -> "renewal information";
			case ACCOUNTS -> "a new account";
			case ORDERS -> "a new order";
			case DOMAIN, IDENTIFIER -> "a new order for '" + subject + "'";
			case IDENTIFIER_SET -> "a new order for exactly these names";
		};
	}

}
