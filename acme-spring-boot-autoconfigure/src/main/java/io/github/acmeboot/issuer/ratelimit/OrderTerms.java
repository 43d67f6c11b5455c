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

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.acmeboot.Identifier;

/**
 * What a CA looks at when it counts an order.
 *
 * @param certificate the name of the certificate
 * @param identifiers what it vouches for
 * @param renewal whether there is a certificate for the same identifiers
 * @param replacing whether the order says which certificate it replaces (RFC 9773 section
 * 5)
 * @param requested whether somebody has asked for it
 */
public record OrderTerms(String certificate, List<Identifier> identifiers, boolean renewal, boolean replacing,
		boolean requested) {

	static final OrderTerms NONE = new OrderTerms("", List.of(), false, false, false);

	OrderTerms replacing(boolean replacing) {
		return new OrderTerms(this.certificate, this.identifiers, this.renewal, replacing, this.requested);
	}

	/**
	 * Returns whether an order is counted against a limit if all goes well.
	 * @param limit the limit
	 * @return whether it is spent with the order or its certificate
	 */
	boolean spends(Limit limit) {
		return switch (limit) {
			case NEW_ORDERS -> !this.renewal && !this.replacing;
			case CERTIFICATES_PER_DOMAIN -> !this.renewal;
			case CERTIFICATES_PER_IDENTIFIER_SET -> true;
			case NEW_ACCOUNTS, FAILED_AUTHORIZATIONS -> false;
		};
	}

	/**
	 * Returns what is counted against a limit of the certificates or authorizations.
	 * @param limit the limit
	 * @return the names it counts by
	 */
	Set<String> subjects(Limit limit) {
		return switch (limit) {
			case NEW_ACCOUNTS, NEW_ORDERS -> Set.of("");
			case CERTIFICATES_PER_DOMAIN ->
				this.identifiers.stream().map(RegisteredDomain::of).collect(Collectors.toUnmodifiableSet());
			case CERTIFICATES_PER_IDENTIFIER_SET -> Set.of(set());
			case FAILED_AUTHORIZATIONS ->
				this.identifiers.stream().map(OrderTerms::name).collect(Collectors.toUnmodifiableSet());
		};
	}

	private String set() {
		return this.identifiers.stream().map(Identifier::value).sorted().collect(Collectors.joining(" "));
	}

	/**
	 * Returns what an authorization is for: a wildcard is authorized by the name below
	 * it.
	 * @param identifier what the certificate vouches for
	 * @return the name or address
	 */
	static String name(Identifier identifier) {
		return identifier.isWildcard() ? identifier.value().substring(2) : identifier.value();
	}

}
