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

package io.github.acmeboot.system;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Networks that lose requests or answers, and what stands in between.
 */
final class NetworkRows {

	private static final String AREA = "network";

	private static final List<Operation> POSTS = List.of(Operation.NEW_ORDER, Operation.AUTHORIZATION,
			Operation.CHALLENGE, Operation.ORDER, Operation.FINALIZE, Operation.CERTIFICATE);

	private NetworkRows() {
	}

	static List<FaultRow> all() {
		List<FaultRow> rows = new ArrayList<>();
		Stream.concat(Stream.of(Operation.DIRECTORY, Operation.NEW_NONCE), POSTS.stream())
			.forEach((operation) -> rows.add(reset(operation)));
		POSTS.forEach((operation) -> rows.add(lost(operation)));
		rows.add(FaultRow.of(AREA, "newOrder: answer lost, and the CA lists no orders").set((scene) -> {
			scene.ca().behaviour().orderList(false);
			scene.begin();
		})
			.when((scene) -> scene.faults().on(Operation.NEW_ORDER).times(1).loseAnswer())
			.expect(FaultOutcome.issued(2)));
		rows.add(FaultRow.of(AREA, "newOrder: answer lost, and the CA gives the same order again").set((scene) -> {
			scene.ca().behaviour().orderReuse(true);
			scene.begin();
		})
			.when((scene) -> scene.faults().on(Operation.NEW_ORDER).times(1).loseAnswer())
			.expect(FaultOutcome.issued(1)));
		rows.add(FaultRow.of(AREA, "every connection is reset")
			.when((scene) -> scene.faults().everywhere().resetConnection())
			.expect(FaultOutcome.failed(Reason.NETWORK, Next.SCHEDULE, 0, 1)));
		rows.add(FaultRow.of(AREA, "order: the body stalls once")
			.when((scene) -> scene.faults().on(Operation.ORDER).times(1).stallBody())
			.expect(FaultOutcome.issued(1)));
		rows.add(FaultRow.of(AREA, "HTML instead of JSON for everything")
			.when((scene) -> scene.faults().everywhere().html())
			.expect(FaultOutcome.failed(Reason.PROTOCOL, Next.SCHEDULE, 0, 1)));
		rows.add(FaultRow.of(AREA, "a proxy answers 502 once")
			.when((scene) -> scene.faults().on(Operation.NEW_ORDER).times(1).html(502))
			.expect(FaultOutcome.issued(1)));
		rows.add(FaultRow.of(AREA, "a proxy answers 502 to everything")
			.when((scene) -> scene.faults().everywhere().html(502))
			.expect(FaultOutcome.failed(Reason.SERVER, Next.SCHEDULE, 0, 1)));
		rows.add(FaultRow.of(AREA, "a proxy answers 407 to everything")
			.when((scene) -> scene.faults().everywhere().html(407))
			.expect(FaultOutcome.failed(Reason.PROTOCOL, Next.SCHEDULE, 0, 1)));
		return rows;
	}

	private static FaultRow reset(Operation operation) {
		return FaultRow.of(AREA, operation.value() + ": connection reset once")
			.when((scene) -> scene.faults().on(operation).times(1).resetConnection())
			.expect(FaultOutcome.issued(1));
	}

	private static FaultRow lost(Operation operation) {
		return FaultRow.of(AREA, operation.value() + ": answer lost once")
			.when((scene) -> scene.faults().on(operation).times(1).loseAnswer())
			.expect(FaultOutcome.issued(1));
	}

}
