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

import io.github.acmeboot.test.protocol.Operation;

/**
 * Where an order is when its instance comes to harm.
 */
enum Step {

	/**
	 * The CA has the order, and the journal knows only that one was to be placed.
	 */
	PLACED {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			return answer(fleet, Operation.NEW_ORDER);
		}

	},

	/**
	 * The order is in the journal.
	 */
	ORDERED {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			return answer(fleet, Operation.AUTHORIZATION);
		}

	},

	/**
	 * The CA is about to fetch the answer to the challenge.
	 */
	VALIDATING {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			fleet.loadBalancer().hold();
			return new Reached(() -> fleet.await().until(() -> fleet.loadBalancer().waiting() > 0), () -> {
			}, fleet.loadBalancer()::release);
		}

	},

	/**
	 * The CA has issued, and the instance does not know it.
	 */
	FINALIZED {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			return answer(fleet, Operation.FINALIZE);
		}

	},

	/**
	 * The certificate is on its way.
	 */
	DOWNLOADED {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			return answer(fleet, Operation.CERTIFICATE);
		}

	},

	/**
	 * The instance has made sure of its lease, and is about to save the certificate.
	 */
	SAVING {

		@Override
		Reached prepare(Fleet<TestServerCa> fleet) {
			fleet.raiseBarrier();
			return new Reached(fleet::awaitSaving, () -> {
			}, fleet::removeBarrier);
		}

	};

	/**
	 * Has the CA keep an instance waiting at this step.
	 * @param fleet the fleet
	 * @return where it waits
	 */
	abstract Reached prepare(Fleet<TestServerCa> fleet);

	private static Reached answer(Fleet<TestServerCa> fleet, Operation operation) {
		HeldAnswer held = fleet.ca().hold(operation);
		return new Reached(held::await, held::release, () -> {
		});
	}

	/**
	 * Where an instance waits.
	 *
	 * @param await waits until one does
	 * @param answer lets the one that waits go on
	 * @param proceed lets the CA go on
	 */
	record Reached(Runnable await, Runnable answer, Runnable proceed) {

	}

}
