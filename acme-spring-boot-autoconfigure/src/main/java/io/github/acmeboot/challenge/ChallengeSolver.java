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

package io.github.acmeboot.challenge;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;

/**
 * Proves control of identifiers by one type of challenge. Every solver that is a bean is
 * used. Safe for use by several threads.
 */
public interface ChallengeSolver {

	/**
	 * Returns the type of challenge (RFC 8555 section 8, RFC 8737).
	 * @return the type as the CA names it, such as {@code http-01}
	 */
	String type();

	/**
	 * Returns whether this type can prove control of an identifier.
	 * @param identifier the identifier
	 * @return whether {@link #present} can be called for it
	 */
	boolean supports(Identifier identifier);

	/**
	 * Makes the answer visible to the CA. When this returns, the challenge can be
	 * triggered.
	 * @param challenge what to answer
	 * @return the answer, to be closed when the CA is done, whatever became of it
	 * @throws io.github.acmeboot.AcmeException if it cannot be made visible; nothing is
	 * left behind then
	 */
	PresentedChallenge present(ChallengeRequest challenge);

	/**
	 * Counts the answers for an identifier that a further one may be in the way of, as
	 * where only a few can be presented at once.
	 * @param identifier the identifier
	 * @return how many answers are presented now, by any instance; zero if a further one
	 * does no harm
	 * @throws io.github.acmeboot.AcmeException if it cannot be told
	 */
	default int presented(Identifier identifier) {
		return 0;
	}

	/**
	 * Knows what may be missing when nothing answers a type of challenge. Every bean of
	 * this type is asked, for each certificate of the configuration that wants such a
	 * type.
	 */
	@FunctionalInterface
	interface AbsenceCheck {

		/**
		 * Looks at a certificate whose challenge nothing answers.
		 * @param certificate the certificate
		 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
		 * if it is known what is missing
		 */
		void check(ManagedCertificate certificate);

	}

}
