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

package io.github.acmeboot.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test its fleets, and ends them whatever happens. A test that fails says where
 * the logs are, and the last of them.
 */
final class Fleets implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {

	private static final AtomicInteger number = new AtomicInteger();

	private final List<Fleet<?>> fleets = new CopyOnWriteArrayList<>();

	private String test = "";

	/**
	 * Assembles a fleet without instances.
	 * @param <C> the type of the CA
	 * @param store what the instances share
	 * @param ca makes a CA that fetches answers from a port
	 * @return the fleet
	 */
	<C extends FleetCa> Fleet<C> with(SharedStore store, IntFunction<C> ca) {
		Path directory = Path.of("target", "fleets", this.test + "-" + number.incrementAndGet());
		Fleet<C> fleet = new Fleet<>(directory, store, ca);
		this.fleets.add(fleet);
		return fleet;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.test = context.getRequiredTestClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName();
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		if (failure instanceof TestAbortedException) {
			throw failure;
		}
		throw new AssertionError(failure.getMessage() + "\n"
				+ this.fleets.stream().map(Fleet::describe).collect(Collectors.joining("\n")), failure);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.fleets.forEach(Fleet::close);
		this.fleets.clear();
	}

}
