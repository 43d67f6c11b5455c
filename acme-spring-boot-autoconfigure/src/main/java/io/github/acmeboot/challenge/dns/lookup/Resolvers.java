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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * The name servers that answer for the whole of the DNS. The next one is asked if one
 * fails, and those that did not answer once more in the end. Safe for use by several
 * threads.
 */
public final class Resolvers {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final List<ServerAddress> configured;

	private final Duration timeout;

	/**
	 * Creates the resolvers.
	 * @param configured where they are; none for those of the system
	 */
	public Resolvers(List<ServerAddress> configured) {
		this(configured, TIMEOUT);
	}

	Resolvers(List<ServerAddress> configured, Duration timeout) {
		this.configured = List.copyOf(configured);
		this.timeout = timeout;
	}

	/**
	 * Asks for the records of a name. That there are none is an answer, too.
	 * @param name the name
	 * @param type the type of the records
	 * @return the answer, or an {@link AcmeException} if nobody gives any
	 */
	CompletableFuture<Reply> ask(Name name, int type) {
		Question question = new Question(name, type, new ArrayList<>());
		return ask(servers().iterator(), question)
			.thenCompose((reply) -> reply.isPresent() ? CompletableFuture.completedFuture(reply)
					: ask(question.silent().iterator(), question))
			.thenApply((reply) -> reply.orElseThrow(question::unanswered));
	}

	private CompletableFuture<Optional<Reply>> ask(Iterator<NameServer> servers, Question question) {
		if (!servers.hasNext()) {
			return CompletableFuture.completedFuture(Optional.empty());
		}
		return servers.next().askToRecurse(question.name(), question.type()).thenCompose((reply) -> {
			if (reply.isUsable()) {
				return CompletableFuture.completedFuture(Optional.of(reply));
			}
			question.failed().add(reply);
			return ask(servers, question);
		});
	}

	private List<NameServer> servers() {
		if (this.configured.isEmpty()) {
			return ResolverConfig.getCurrentConfig()
				.servers()
				.stream()
				.map((address) -> new NameServer(address, this.timeout))
				.toList();
		}
		return this.configured.stream().map((address) -> new NameServer(address.resolve(), this.timeout)).toList();
	}

	/**
	 * What is asked, and who could not answer it.
	 *
	 * @param name the name
	 * @param type the type of the records
	 * @param failed what the servers said that were asked
	 */
	private record Question(Name name, int type, List<Reply> failed) {

		List<NameServer> silent() {
			return this.failed.stream().filter((reply) -> !reply.isAnswered()).map(Reply::server).toList();
		}

		AcmeException unanswered() {
			String servers = this.failed.stream()
				.map((reply) -> reply.server() + " " + reply.problem())
				.distinct()
				.collect(Collectors.joining("; "));
			return new AcmeException(Reason.DNS,
					"Unable to look up the %s record of '%s': %s. Check 'acme.challenge.dns.propagation.resolvers', or the resolvers of the system if there are none: they have to answer for every name."
						.formatted(Type.string(this.type), Names.text(this.name),
								servers.isEmpty() ? "there is no resolver" : servers));
		}

	}

}
