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

package io.github.acmeboot.test.profile;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

import org.springframework.util.Assert;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * A kind of certificate that is ordered by its name. Immutable: each method that changes
 * something returns another profile.
 *
 * @param name the name
 * @param certificateLife the life of the certificates, a second or more
 * @param identifierTypes what the certificates can be for
 * @param maxIdentifiers for how many identifiers a certificate can be
 */
public record Profile(String name, Duration certificateLife, Set<Identifier.Type> identifierTypes, int maxIdentifiers) {

	private static final int MAX_IDENTIFIERS = 100;

	public Profile {
		Assert.isTrue(certificateLife.toSeconds() > 0, "'certificateLife' must be a second or more");
		identifierTypes = Set.copyOf(identifierTypes);
	}

	/**
	 * Returns a profile for up to a hundred names and addresses.
	 * @param name the name
	 * @param certificateLife the life of the certificates, a second or more
	 * @return the profile
	 */
	public static Profile of(String name, Duration certificateLife) {
		return new Profile(name, certificateLife, Set.of(Identifier.Type.values()), MAX_IDENTIFIERS);
	}

	/**
	 * Sets what the certificates can be for.
	 * @param types the types of identifiers
	 * @return a profile for those
	 */
	public Profile withIdentifierTypes(Identifier.Type... types) {
		return new Profile(this.name, this.certificateLife, Set.of(types), this.maxIdentifiers);
	}

	/**
	 * Sets for how many identifiers a certificate can be.
	 * @param max the number
	 * @return a profile for that many
	 */
	public Profile withMaxIdentifiers(int max) {
		return new Profile(this.name, this.certificateLife, this.identifierTypes, max);
	}

	void check(Collection<Identifier> identifiers) {
		if (identifiers.size() > this.maxIdentifiers) {
			throw new ProblemException(ProblemType.MALFORMED, "The profile '" + this.name + "' is for up to "
					+ this.maxIdentifiers + " identifiers, the order has " + identifiers.size());
		}
		identifiers.forEach(this::check);
	}

	private void check(Identifier identifier) {
		if (!this.identifierTypes.contains(identifier.type())) {
			throw new ProblemException(ProblemType.UNSUPPORTED_IDENTIFIER,
					"The profile '" + this.name + "' is not for identifiers like '" + identifier + "'");
		}
	}

}
