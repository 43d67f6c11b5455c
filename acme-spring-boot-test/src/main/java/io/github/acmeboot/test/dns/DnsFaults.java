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

package io.github.acmeboot.test.dns;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * Trouble that can be switched on and off while a DNS server runs. Of several faults for
 * the same query the first is used until it is used up. Thread-safe.
 */
public final class DnsFaults {

	private final List<Rule> rules = new CopyOnWriteArrayList<>();

	DnsFaults() {
	}

	/**
	 * Chooses the queries for a name, of whatever type.
	 * @param name the name
	 * @return where something is to go wrong, without a limit
	 */
	public DnsFaultPoint on(String name) {
		Name chosen = Names.absolute(name);
		return at(chosen::equals);
	}

	/**
	 * Chooses the queries for a name and for all below it.
	 * @param name the name, such as that of a zone
	 * @return where something is to go wrong, without a limit
	 */
	public DnsFaultPoint below(String name) {
		Name chosen = Names.absolute(name);
		return at((asked) -> asked.subdomain(chosen));
	}

	/**
	 * Chooses every query.
	 * @return where something is to go wrong, without a limit
	 */
	public DnsFaultPoint everywhere() {
		return at((asked) -> true);
	}

	private DnsFaultPoint at(Predicate<Name> where) {
		return new DnsFaultPoint((fault, times) -> this.rules.add(new Rule(where, fault, new AtomicInteger(times))),
				Integer.MAX_VALUE);
	}

	/**
	 * Ends all trouble.
	 */
	public void clear() {
		this.rules.clear();
	}

	DnsReply apply(RecordedQuery query, Supplier<Message> processing) {
		Name asked = Names.absolute(query.name());
		return this.rules.stream()
			.filter((rule) -> rule.use(asked))
			.findFirst()
			.map((rule) -> rule.fault().apply(query, processing))
			.orElseGet(() -> DnsReply.of(processing.get()));
	}

	/**
	 * Puts a fault in force.
	 */
	@FunctionalInterface
	interface Registration {

		void register(DnsFault fault, int times);

	}

	private record Rule(Predicate<Name> where, DnsFault fault, AtomicInteger left) {

		boolean use(Name asked) {
			return this.where.test(asked) && this.left.getAndUpdate((count) -> Math.max(0, count - 1)) > 0;
		}

	}

}
