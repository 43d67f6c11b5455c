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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;
import org.springframework.boot.convert.DurationStyle;

/**
 * How much is tried: little by default, more by {@code -Dfleet.sizes=2,5,10},
 * {@code -Dfleet.repetitions=20}, {@code -Dfleet.renewals=50} and
 * {@code -Dfleet.steps=PLACED,ORDERED,VALIDATING,FINALIZED,DOWNLOADED,SAVING}, and with
 * leases as long as they are in production by {@code -Dfleet.lease=60s} and outages by
 * {@code -Dfleet.outage=10m}. All steps to be killed at are tried by
 * {@code -Dfleet.kills=1}, and a loop of crashes goes on for {@code -Dfleet.starts=20}.
 */
final class Extent {

	private Extent() {
	}

	static Stream<Arguments> races() {
		return sizes().stream()
			.flatMap((size) -> IntStream.rangeClosed(1, Integer.getInteger("fleet.repetitions", 1))
				.mapToObj((repetition) -> Arguments.of(size, repetition)));
	}

	private static List<Integer> sizes() {
		return Stream.of(System.getProperty("fleet.sizes", "2,5").split(",")).map(Integer::valueOf).toList();
	}

	/**
	 * Returns the steps at which an instance comes to harm: one by default, as stores
	 * differ in little but the lock.
	 * @return the steps
	 */
	static Stream<Step> step() {
		return steps("ORDERED");
	}

	/**
	 * Returns the steps at which an instance comes to harm: four by default.
	 * @return the steps
	 */
	static Stream<Step> steps() {
		return steps("PLACED,VALIDATING,FINALIZED,SAVING");
	}

	private static Stream<Step> steps(String fallback) {
		return Stream.of(System.getProperty("fleet.steps", fallback).split(",")).map(Step::valueOf);
	}

	static String lease() {
		return System.getProperty(FleetAnnouncements.LEASE, "10s");
	}

	static Duration outage() {
		return DurationStyle.detectAndParse(System.getProperty("fleet.outage", "5s"));
	}

	/**
	 * Returns the steps at which a process is killed: the placing of the order and every
	 * fifth by default, all with {@code -Dfleet.kills=1}.
	 * @param steps all steps
	 * @return those that are tried
	 */
	static List<String> kills(List<String> steps) {
		int stride = Integer.getInteger("fleet.kills", 5);
		return IntStream.range(0, steps.size())
			.filter((i) -> i % stride == stride - 1 || steps.get(i).equals("answered newOrder"))
			.mapToObj(steps::get)
			.toList();
	}

	/**
	 * Returns how often a process that crashes is started: five times by default, one
	 * more than it takes until it rests; with twenty the limits that it meets are those
	 * of Let's Encrypt.
	 * @return the number of starts
	 */
	static int starts() {
		return Integer.getInteger("fleet.starts", 5);
	}

	static int renewals() {
		return Integer.getInteger("fleet.renewals", 3);
	}

}
