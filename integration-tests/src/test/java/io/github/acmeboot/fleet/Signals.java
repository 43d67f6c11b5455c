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

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Signals to processes that the JDK does not send.
 */
final class Signals {

	private Signals() {
	}

	static void stop(long pid) {
		send("-STOP", pid);
	}

	static void resume(long pid) {
		send("-CONT", pid);
	}

	private static void send(String signal, long pid) {
		try {
			int status = new ProcessBuilder("kill", signal, String.valueOf(pid)).inheritIO()
				.start()
				.onExit()
				.join()
				.exitValue();
			if (status != 0) {
				throw new IllegalStateException("Unable to send " + signal + " to " + pid);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
