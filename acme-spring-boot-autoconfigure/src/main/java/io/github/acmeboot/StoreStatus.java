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

package io.github.acmeboot;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the store stands at one moment, as this instance sees it. Holds neither secrets nor
 * credentials.
 *
 * @param type the type of the store, or the name of the class of a store of the user's
 * own
 * @param lastSuccess when the store last did what it was asked, or {@code null} if it has
 * not yet
 * @param trouble what is the matter now, or {@code null} if nothing is
 * @param lastTrouble what was the matter before and is over, or {@code null} if there was
 * nothing
 * @param localCopy the copy on this machine, or {@code null} if there is none
 */
public record StoreStatus(String type, @Nullable Instant lastSuccess, @Nullable Trouble trouble,
		@Nullable Trouble lastTrouble, @Nullable Copy localCopy) {

	/**
	 * Returns whether the store can be relied on.
	 * @return the state
	 */
	public State state() {
		return (this.trouble != null) ? State.IN_TROUBLE : State.AVAILABLE;
	}

	/**
	 * Whether the store can be relied on.
	 */
	public enum State {

		/**
		 * It does what it is asked.
		 */
		AVAILABLE,

		/**
		 * It does not; what is served stays as it is.
		 */
		IN_TROUBLE

	}

	/**
	 * What can be the matter with a store.
	 */
	public enum Kind {

		/**
		 * It cannot be reached.
		 */
		UNREACHABLE,

		/**
		 * It does not answer in time, or late.
		 */
		SLOW,

		/**
		 * It refuses to be written to.
		 */
		READ_ONLY,

		/**
		 * It has no room left.
		 */
		FULL,

		/**
		 * It does not let us in.
		 */
		DENIED,

		/**
		 * It has lost what it held.
		 */
		WIPED,

		/**
		 * Something else; the message says what.
		 */
		OTHER

	}

	/**
	 * Something that is, or was, the matter.
	 *
	 * @param kind what is the matter
	 * @param message what went wrong and what to do
	 * @param since when it began
	 * @param until when it was over, or {@code null} if it is not
	 */
	public record Trouble(Kind kind, String message, Instant since, @Nullable Instant until) {

	}

	/**
	 * The copy of the certificates on this machine.
	 *
	 * @param lastWritten when it was last written, or {@code null} if it was not since
	 * the start
	 * @param failure why it could not be written or read last, or {@code null} if all is
	 * well
	 */
	public record Copy(@Nullable Instant lastWritten, @Nullable String failure) {

	}

}
