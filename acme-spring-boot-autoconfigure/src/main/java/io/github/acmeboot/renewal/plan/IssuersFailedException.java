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

package io.github.acmeboot.renewal.plan;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.acmeboot.AcmeException;

/**
 * Several issuers were asked, and none has issued. It is the failure that is mended
 * soonest; the next attempt is made as soon as any of the issuers may be asked again.
 */
public final class IssuersFailedException extends AcmeException {

	private static final long serialVersionUID = 1L;

	private final transient List<AcmeException> failures;

	private final transient List<AcmeException> spared;

	private IssuersFailedException(String message, AcmeException soonest, List<AcmeException> failures,
			List<AcmeException> spared) {
		super(soonest.getReason(), message, soonest, soonest.getProblemType().orElse(null), soonest.getSubproblems(),
				soonest.getRetryAfter().orElse(null), soonest.getRemedy(), soonest.isHelpedByAnotherIssuer());
		this.failures = failures;
		this.spared = spared;
		failures.stream().filter((failure) -> failure != soonest).forEach(this::addSuppressed);
	}

	/**
	 * Combines what went wrong.
	 * @param certificate the name of the certificate
	 * @param failures why each issuer failed, in the order of preference, at least one
	 * @param spared those that were not asked this time, since their {@code Retry-After}
	 * is not over
	 * @param advice what was found to be wrong before they were asked
	 * @return the failure if there is only one and no advice, otherwise one that names
	 * them all
	 */
	public static AcmeException of(String certificate, Map<String, AcmeException> failures,
			Collection<AcmeException> spared, Optional<String> advice) {
		List<AcmeException> all = List.copyOf(failures.values());
		if (all.size() == 1 && advice.isEmpty()) {
			return all.get(0);
		}
		AcmeException soonest = all.stream().min(Comparator.comparing(AcmeException::getRemedy)).orElseThrow();
		String message = (all.size() == 1) ? String.valueOf(soonest.getMessage())
				: "No issuer has issued '" + certificate + "'. " + text(failures);
		return new IssuersFailedException(message + advice.map((found) -> " " + found).orElse(""), soonest, all,
				List.copyOf(spared));
	}

	private static String text(Map<String, AcmeException> failures) {
		return failures.entrySet()
			.stream()
			.map((entry) -> "'" + entry.getKey() + "': " + entry.getValue().getMessage())
			.collect(Collectors.joining(" "));
	}

	/**
	 * Returns when the first of the issuers may be asked again. Of those that were not
	 * asked this time the wait does not begin anew.
	 * @param next gives the instant for a single failure
	 * @return the earliest instant
	 */
	Instant next(Function<AcmeException, Instant> next) {
		return this.failures.stream()
			.map((failure) -> this.spared.contains(failure) ? failure.getRetryAfter().orElseThrow()
					: next.apply(failure))
			.min(Instant::compareTo)
			.orElseThrow();
	}

}
