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

package io.github.acmeboot.test.ratelimit;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import io.github.acmeboot.Identifier;

/**
 * What an account orders, as far as limits are concerned.
 *
 * @param account the last part of the account's URL
 * @param identifiers the names and addresses
 * @param kind what it is to the CA
 */
public record Purchase(String account, Collection<Identifier> identifiers, Kind kind) {

	private static final int LABELS = 2;

	String identifierSet() {
		return String.join(",", new TreeSet<>(this.identifiers.stream().map(Identifier::value).toList()));
	}

	List<String> registeredDomains() {
		return this.identifiers.stream().map(Purchase::registeredDomain).distinct().sorted().toList();
	}

	private static String registeredDomain(Identifier identifier) {
		String[] labels = identifier.value().split("\\.");
		boolean whole = identifier.type() == Identifier.Type.IP || labels.length <= LABELS;
		return whole ? identifier.value() : labels[labels.length - LABELS] + "." + labels[labels.length - 1];
	}

	/**
	 * What an order is to the CA.
	 */
	public enum Kind {

		/**
		 * The first for these identifiers.
		 */
		NEW,

		/**
		 * There has been a certificate for exactly these identifiers.
		 */
		RENEWAL,

		/**
		 * It names the certificate it replaces (RFC 9773), and is exempt from all limits.
		 */
		REPLACEMENT

	}

}
