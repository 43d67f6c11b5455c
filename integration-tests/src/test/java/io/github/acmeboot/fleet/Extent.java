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

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/**
 * How much is tried: little by default, more by {@code -Dfleet.sizes=2,5,10},
 * {@code -Dfleet.repetitions=20} and {@code -Dfleet.renewals=50}.
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

	static int renewals() {
		return Integer.getInteger("fleet.renewals", 3);
	}

}
