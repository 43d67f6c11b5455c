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

package io.github.acmeboot.doctor.reach;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/**
 * Why an address could not be reached.
 *
 * @param kind what it is known as
 * @param text the same for people
 */
record Unreached(Kind kind, String text) {

	static Unreached of(IOException failure) {
		String message = String.valueOf(failure.getMessage());
		if (failure instanceof SocketTimeoutException) {
			return new Unreached(Kind.TIMEOUT, "It does not answer.");
		}
		if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
			return new Unreached(Kind.NO_ROUTE, "This machine knows no way to it.");
		}
		if (failure instanceof ConnectException) {
			return new Unreached(Kind.REFUSED, "It refuses the connection.");
		}
		return new Unreached(Kind.BROKEN, "It ends the conversation (" + PrintableText.of(message) + ").");
	}

	/**
	 * Returns the text, without anything that the other side has said.
	 * @return the text for people
	 */
	String ownWords() {
		return (this.kind == Kind.BROKEN) ? "It ends the conversation." : this.text;
	}

	/**
	 * Writes an address as people do.
	 * @param address the address
	 * @return the address and port
	 */
	static String text(InetSocketAddress address) {
		String host = address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
		return ((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	/**
	 * What is known of why.
	 */
	enum Kind {

		/**
		 * There is no answer in time.
		 */
		TIMEOUT,

		/**
		 * This machine has no route.
		 */
		NO_ROUTE,

		/**
		 * Nothing listens.
		 */
		REFUSED,

		/**
		 * Something listens, and does not go on.
		 */
		BROKEN

	}

}
