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

package io.github.acmeboot.renewal.server;

/**
 * Knows whether a web server is listening. Without one nobody could answer the challenges
 * of a CA, so nothing is ordered. Safe for use by several threads.
 */
public final class ListeningServer {

	private volatile boolean listening;

	/**
	 * Returns whether a port was opened.
	 * @return whether somebody can reach us
	 */
	public boolean isListening() {
		return this.listening;
	}

	/**
	 * Takes note of a web server that has started.
	 * @param port its port, which is not positive if it listens on none
	 */
	public void opened(int port) {
		this.listening = this.listening || port > 0;
	}

}
