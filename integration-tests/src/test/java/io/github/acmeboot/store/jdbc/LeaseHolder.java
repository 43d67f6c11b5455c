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

package io.github.acmeboot.store.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;

/**
 * A process that holds a lease until it is killed.
 */
public final class LeaseHolder {

	private LeaseHolder() {
	}

	/**
	 * Acquires a lease, says its fence and waits.
	 * @param arguments where the database is, the name of the lease and how long it lives
	 * @throws IOException if nobody listens
	 */
	public static void main(String[] arguments) throws IOException {
		JdbcSetup.Place place = new JdbcSetup.Place(arguments[0], arguments[1], arguments[2]);
		try (JdbcSetup setup = new JdbcSetup(place);
				Lease lease = acquire(setup, arguments[3], Duration.parse(arguments[4]))) {
			System.out.println("fence " + lease.fence());
			System.in.read();
		}
	}

	private static Lease acquire(JdbcSetup setup, String name, Duration timeToLive) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.ignoreExceptionsInstanceOf(StoreException.class)
			.until(() -> setup.lock().tryAcquire(name, timeToLive), Optional::isPresent)
			.orElseThrow();
	}

	/**
	 * Starts the process and waits until it holds the lease.
	 * @param place where the database is
	 * @param name the name of the lease
	 * @param timeToLive how long the lease lives without its holder
	 * @param launcher what is put before the command
	 * @return the process
	 * @throws IOException if it does not start
	 */
	static Process start(JdbcSetup.Place place, String name, Duration timeToLive, List<String> launcher)
			throws IOException {
		List<String> command = new ArrayList<>(launcher);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), LeaseHolder.class.getName(), place.url(), place.user(),
				place.password(), name, timeToLive.toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("DONT_FAKE_MONOTONIC", "1");
		Process process = builder.start();
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		String line = output.readLine();
		while (line != null && !line.startsWith("fence ")) {
			line = output.readLine();
		}
		if (line == null) {
			throw new IllegalStateException("The process ended without the lease");
		}
		return process;
	}

}
