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

package io.github.acmeboot.store.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Carries out file operations of a thread that is interrupted: a certificate that was
 * issued is saved also on the way down. The thread stays interrupted.
 */
final class Uninterrupted {

	private Uninterrupted() {
	}

	static <V> V call(Operation<V> operation) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			while (true) {
				try {
					return operation.call();
				}
				catch (ClosedByInterruptException ex) {
					interrupted |= Thread.interrupted();
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * An operation that may be begun again.
	 *
	 * @param <V> the type of the result
	 */
	interface Operation<V> {

		V call() throws IOException;

	}

}
