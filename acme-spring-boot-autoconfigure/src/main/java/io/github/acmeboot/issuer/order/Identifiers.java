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

package io.github.acmeboot.issuer.order;

import java.util.Locale;

import org.shredzone.acme4j.Authorization;

import io.github.acmeboot.Identifier;

/**
 * Identifiers as acme4j has them.
 */
final class Identifiers {

	private Identifiers() {
	}

	static org.shredzone.acme4j.Identifier toAcme4j(Identifier identifier) {
		return new org.shredzone.acme4j.Identifier(identifier.type().name().toLowerCase(Locale.ROOT),
				identifier.value());
	}

	static Identifier fromAcme4j(org.shredzone.acme4j.Identifier identifier) {
		return Identifier.of(identifier.getValue());
	}

	/**
	 * Returns what was ordered.
	 * @param authorization an authorization of the order, which names no wildcards (RFC
	 * 8555 section 7.1.4)
	 * @return the identifier
	 */
	static Identifier ordered(Authorization authorization) {
		Identifier identifier = fromAcme4j(authorization.getIdentifier());
		return authorization.isWildcard() ? Identifier.of("*." + identifier.value()) : identifier;
	}

}
