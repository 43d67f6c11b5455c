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

package io.github.acmeboot.renewal.forecast;

/**
 * What happens to a certificate next.
 */
public enum PlannedStep {

	/**
	 * There is none yet: it is ordered.
	 */
	FIRST_ORDER,

	/**
	 * It is renewed when its age demands it.
	 */
	RENEWAL,

	/**
	 * It is renewed when the CA wants it (RFC 9773).
	 */
	SUGGESTED_RENEWAL,

	/**
	 * It was rolled back to, and is renewed as late as is safe.
	 */
	LATE_RENEWAL,

	/**
	 * It was revoked: another one takes its place.
	 */
	REPLACEMENT,

	/**
	 * Something else is wanted than what it was ordered as.
	 */
	CHANGE,

	/**
	 * The last attempt failed: it is tried again.
	 */
	RETRY,

	/**
	 * The limits of all CAs that may be asked are spent, or they want to be left alone.
	 */
	WAIT_FOR_LIMIT,

	/**
	 * An order was placed and is gone on with.
	 */
	ORDER_UNDER_WAY,

	/**
	 * It was issued, but not saved yet.
	 */
	SAVE,

	/**
	 * It was issued and saved, but is not presented yet.
	 */
	PRESENTATION,

	/**
	 * The store fails: nothing is ordered that could not be saved.
	 */
	WAIT_FOR_STORE,

	/**
	 * Somebody has paused it: nothing.
	 */
	PAUSED,

	/**
	 * The configuration says that it is not renewed by itself: nothing.
	 */
	RENEWAL_DISABLED,

	/**
	 * It was revoked because it is not needed any more: nothing.
	 */
	CEASED,

	/**
	 * No server is listening that could answer a challenge: nothing.
	 */
	NOTHING_LISTENS;

	/**
	 * Returns whether a CA is asked.
	 * @return whether it has its price
	 */
	public boolean isOrder() {
		return switch (this) {
			case FIRST_ORDER, RENEWAL, SUGGESTED_RENEWAL, LATE_RENEWAL, REPLACEMENT, CHANGE, RETRY, WAIT_FOR_LIMIT,
					ORDER_UNDER_WAY ->
				true;
			case SAVE, PRESENTATION, WAIT_FOR_STORE, PAUSED, RENEWAL_DISABLED, CEASED, NOTHING_LISTENS -> false;
		};
	}

}
