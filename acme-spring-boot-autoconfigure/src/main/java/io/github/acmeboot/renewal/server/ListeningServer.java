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
 * of a CA, so nothing is ordered, unless the challenge is answered elsewhere: dns-01 is,
 * once the application runs for real. A web application that was started without a web
 * server does not, but is tested or deployed into one. Safe for use by several threads.
 */
public final class ListeningServer {

	private static final String ANSWERED_ELSEWHERE = "dns-01";

	private volatile boolean listening;

	private volatile boolean real;

	private ListeningServer(boolean real) {
		this.real = real;
	}

	/**
	 * Knows of a web application.
	 * @return a server that is not listening yet
	 */
	public static ListeningServer expected() {
		return new ListeningServer(false);
	}

	/**
	 * Knows of an application that has no web server.
	 * @return a server that will never listen
	 */
	public static ListeningServer none() {
		return new ListeningServer(true);
	}

	/**
	 * Returns whether a challenge can be answered.
	 * @param challenge the type of the challenge
	 * @return whether a port was opened, or none is needed
	 */
	public boolean canAnswer(String challenge) {
		return this.listening || (this.real && challenge.equals(ANSWERED_ELSEWHERE));
	}

	/**
	 * Takes note of a web server that has started.
	 * @param port its port, which is not positive if it listens on none
	 */
	public void opened(int port) {
		this.real = true;
		this.listening = this.listening || port > 0;
	}

}
