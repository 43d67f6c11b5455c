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

package io.github.acmeboot.renewal.order;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.acmeboot.ManagedCertificate;

/**
 * Told before a certificate is ordered that there is none of yet. Whatever it finds, the
 * order is placed. Safe for use by several threads.
 */
@FunctionalInterface
public interface OrderAdvisor {

	/**
	 * Called before each attempt, so that it has to know itself whether it has anything
	 * new to say.
	 * @param certificate the certificate
	 * @return what it has found to be wrong, which is said again should the order fail,
	 * or empty if there is nothing to say
	 */
	Optional<String> beforeFirstOrder(ManagedCertificate certificate);

	/**
	 * Returns an advisor that asks all of several.
	 * @param advisors the advisors, asked for each time
	 * @return the advisor
	 */
	static OrderAdvisor all(Supplier<Stream<OrderAdvisor>> advisors) {
		return (certificate) -> advisors.get()
			.flatMap((advisor) -> advisor.beforeFirstOrder(certificate).stream())
			.reduce((one, other) -> one + " " + other);
	}

}
