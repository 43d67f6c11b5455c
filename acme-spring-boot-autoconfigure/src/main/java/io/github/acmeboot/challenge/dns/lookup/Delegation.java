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

package io.github.acmeboot.challenge.dns.lookup;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Follows the CNAME records of a name, step by step, so that the resolvers need not. One
 * that comes of a wildcard was not meant for a challenge, and ends where the name exists.
 * Safe for use by several threads.
 */
public final class Delegation {

	private static final int MAX_STEPS = 10;

	/**
	 * A label that nobody uses: if it has the same CNAME record, a wildcard has it.
	 */
	private static final String UNUSED = "_.";

	private final Resolvers resolvers;

	public Delegation(Resolvers resolvers) {
		this.resolvers = resolvers;
	}

	/**
	 * Finds where a record has to be for it to be found under a name.
	 * @param name the name
	 * @return the name that the CNAME records lead to, or the name itself
	 * @throws AcmeException if it cannot be told, or they lead nowhere
	 */
	public String follow(String name) {
		Set<Name> passed = new LinkedHashSet<>();
		Name current = Names.of(name);
		for (Optional<Name> next = next(current); next.isPresent(); next = next(current)) {
			passed.add(current);
			current = next.get();
			if (passed.contains(current)) {
				throw broken(passed, current, "go in a circle");
			}
			if (passed.size() > MAX_STEPS) {
				throw broken(passed, current, "are more than " + MAX_STEPS);
			}
		}
		return Names.text(current);
	}

	private Optional<Name> next(Name name) {
		return target(name).filter((target) -> !target.equals(target(sibling(name)).orElse(null)));
	}

	private Optional<Name> target(Name name) {
		return Waiting.get(this.resolvers.ask(name, Type.CNAME))
			.answers(CNAMERecord.class)
			.filter((alias) -> alias.getName().equals(name))
			.map(CNAMERecord::getTarget)
			.findFirst();
	}

	private static Name sibling(Name name) {
		return Names.of(UNUSED + Names.text(new Name(name, 1)));
	}

	private static AcmeException broken(Set<Name> passed, Name last, String problem) {
		String path = passed.stream().map(Names::text).collect(Collectors.joining("' -> '"));
		return new AcmeException(Reason.DNS,
				"The CNAME records of '%s' %s: '%s' -> '%s'. Mend the one that delegates it, or remove it to have the TXT record at the name itself."
					.formatted(Names.text(passed.iterator().next()), problem, path, Names.text(last)));
	}

}
