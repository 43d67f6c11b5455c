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

package io.github.acmeboot.test.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Trouble that can be switched on and off while the CA runs. Of several faults for the
 * same operation the first is used until it is used up. Thread-safe.
 */
public final class Faults {

	private final List<Rule> rules = new CopyOnWriteArrayList<>();

	/**
	 * Chooses an operation.
	 * @param operation the operation
	 * @return where something is to go wrong, without a limit
	 */
	public FaultPoint on(Operation operation) {
		return on(operation::equals);
	}

	/**
	 * Chooses every operation.
	 * @return where something is to go wrong, without a limit
	 */
	public FaultPoint everywhere() {
		return on((operation) -> true);
	}

	private FaultPoint on(Predicate<Operation> where) {
		return new FaultPoint((fault, times) -> this.rules.add(new Rule(where, fault, new AtomicInteger(times))),
				Integer.MAX_VALUE);
	}

	/**
	 * Ends all trouble.
	 */
	public void clear() {
		this.rules.clear();
	}

	/**
	 * Answers a request, with the fault that is in force.
	 * @param operation the operation
	 * @param request the request
	 * @param processing processes the request as a CA should
	 * @return the answer
	 */
	public ServerResponse apply(Operation operation, ServerRequest request, Supplier<ServerResponse> processing) {
		Optional<Rule> rule = this.rules.stream().filter((candidate) -> candidate.use(operation)).findFirst();
		return rule.map((used) -> used.fault().apply(request, processing)).orElseGet(processing);
	}

	/**
	 * Puts a fault in force.
	 */
	@FunctionalInterface
	interface Registration {

		void register(Fault fault, int times);

	}

	private record Rule(Predicate<Operation> where, Fault fault, AtomicInteger left) {

		boolean use(Operation operation) {
			return this.where.test(operation) && this.left.getAndUpdate((count) -> Math.max(0, count - 1)) > 0;
		}

	}

}
