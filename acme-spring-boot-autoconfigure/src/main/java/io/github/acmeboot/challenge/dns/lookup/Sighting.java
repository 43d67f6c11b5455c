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

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one look at the authoritative servers of a record has shown.
 *
 * @param visible whether enough of them answer with the record
 * @param description what they answer, for people
 */
public record Sighting(boolean visible, String description) {

	private static final int PERCENT = 100;

	static Sighting of(String zone, List<ServerReport> reports, int quorum) {
		List<ServerReport> counted = reports.stream().filter(ServerReport::isCounted).toList();
		long having = counted.stream().filter(ServerReport::hasRecord).count();
		long needed = Math.max(1, (counted.size() * (long) quorum + PERCENT - 1) / PERCENT);
		String summary = "of the %d servers of the zone '%s' %d had it, and %d have to".formatted(counted.size(), zone,
				having, needed);
		return new Sighting(having >= needed,
				Stream
					.of(Optional.of(summary), list("had it", reports.stream().filter(ServerReport::hasRecord)),
							list("had it not", reports.stream().filter((report) -> !report.hasRecord())))
					.flatMap(Optional::stream)
					.collect(Collectors.joining("; ")));
	}

	private static Optional<String> list(String verdict, Stream<ServerReport> reports) {
		String text = reports.map(ServerReport::description).collect(Collectors.joining(", "));
		return text.isEmpty() ? Optional.empty() : Optional.of(verdict + ": " + text);
	}

}
