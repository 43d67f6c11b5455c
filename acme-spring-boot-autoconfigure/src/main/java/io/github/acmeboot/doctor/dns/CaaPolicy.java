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

package io.github.acmeboot.doctor.dns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.dns.lookup.CaaProperty;

/**
 * Reads CAA records as a CA does (RFC 8659, RFC 8657).
 *
 * @param identities the names by which the CA is allowed
 * @param challenge the type of challenge by which control is proved
 * @param account the URL of the account, or empty if there is none yet
 */
record CaaPolicy(Set<String> identities, String challenge, Optional<String> account) {

	private static final String ISSUE = "issue";

	private static final String ISSUE_WILD = "issuewild";

	private static final Set<String> KNOWN = Set.of(ISSUE, ISSUE_WILD, "iodef", "contactemail", "contactphone",
			"issuemail");

	/**
	 * Returns what keeps the CA from issuing.
	 * @param identifier what it is asked for
	 * @param properties the properties that concern it
	 * @return the reason, or empty if it may
	 */
	Optional<String> objection(Identifier identifier, List<CaaProperty> properties) {
		Optional<String> unknown = properties.stream()
			.filter((property) -> property.critical() && !KNOWN.contains(property.tag()))
			.map(CaaProperty::tag)
			.findFirst();
		if (unknown.isPresent()) {
			return Optional.of("they have the critical property '" + unknown.get() + "', which a CA may not know");
		}
		List<Grant> grants = grants(identifier, properties);
		if (grants.isEmpty() || grants.stream().anyMatch((grant) -> grant.objection(this).isEmpty())) {
			return Optional.empty();
		}
		return Optional.of(grants.stream()
			.filter((grant) -> this.identities.contains(grant.issuer()))
			.findFirst()
			.flatMap((grant) -> grant.objection(this))
			.orElseGet(() -> "they allow " + allowed(grants) + ", and the CA is called "
					+ this.identities.stream().sorted().map(CaaPolicy::quoted).collect(Collectors.joining(" or "))));
	}

	/**
	 * Returns whether the properties leave it to every CA to issue.
	 * @param identifier what it is asked for
	 * @param properties the properties that concern it
	 * @return whether none of them says who may
	 */
	static boolean isOpen(Identifier identifier, List<CaaProperty> properties) {
		return properties.stream().noneMatch((property) -> property.critical() && !KNOWN.contains(property.tag()))
				&& grants(identifier, properties).isEmpty();
	}

	private static List<Grant> grants(Identifier identifier, List<CaaProperty> properties) {
		List<Grant> wild = grants(ISSUE_WILD, properties);
		return (identifier.isWildcard() && !wild.isEmpty()) ? wild : grants(ISSUE, properties);
	}

	private static List<Grant> grants(String tag, List<CaaProperty> properties) {
		return properties.stream().filter((property) -> property.tag().equals(tag)).map(Grant::of).toList();
	}

	private static String allowed(List<Grant> grants) {
		String issuers = grants.stream()
			.map(Grant::issuer)
			.filter((issuer) -> !issuer.isEmpty())
			.distinct()
			.map(CaaPolicy::quoted)
			.collect(Collectors.joining(", "));
		return issuers.isEmpty() ? "nobody" : "only " + issuers;
	}

	private static String quoted(String text) {
		return "'" + text + "'";
	}

	/**
	 * One property that allows a CA to issue.
	 *
	 * @param issuer the CA, or nothing for none
	 * @param parameters what it is allowed under
	 */
	private record Grant(String issuer, Map<String, String> parameters) {

		static Grant of(CaaProperty property) {
			String[] parts = property.value().split(";", -1);
			Map<String, String> parameters = new TreeMap<>();
			for (String part : Arrays.asList(parts).subList(1, parts.length)) {
				int equals = part.indexOf('=');
				if (equals > 0) {
					parameters.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
							part.substring(equals + 1).strip());
				}
			}
			return new Grant(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
		}

		Optional<String> objection(CaaPolicy policy) {
			if (!policy.identities.contains(this.issuer)) {
				return Optional.of("they do not allow it");
			}
			String methods = this.parameters.get("validationmethods");
			if (methods != null
					&& !Arrays.stream(methods.split(",")).map(String::strip).toList().contains(policy.challenge)) {
				return Optional.of("they allow the CA to validate by " + methods + " only, and the challenge is "
						+ policy.challenge);
			}
			String account = this.parameters.get("accounturi");
			if (account != null && !policy.account.equals(Optional.of(account))) {
				return Optional.of("they allow the CA to issue for the account '" + account + "' only, and "
						+ policy.account.map((own) -> "ours is '" + own + "'").orElse("there is no account yet"));
			}
			return Optional.empty();
		}

	}

}
