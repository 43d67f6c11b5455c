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

package io.github.acmeboot.challenge.dns.rfc2136;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * What is to be done, in words.
 *
 * @param verb what is done
 * @param record to which record
 * @param zone its zone, or {@code null} as long as it is not known
 */
record Change(Verb verb, TxtRecord record, @Nullable String zone) {

	Change in(String zone) {
		return new Change(this.verb, this.record, zone);
	}

	@Override
	public String toString() {
		String change = this.verb.verb + " " + this.record;
		return (this.zone != null) ? change + " " + this.verb.preposition + " zone '" + this.zone + "'" : change;
	}

	/**
	 * What can be done.
	 */
	enum Verb {

		/**
		 * Adds a value.
		 */
		ADD("add", "to"),

		/**
		 * Removes a value.
		 */
		REMOVE("remove", "from");

		private final String verb;

		private final String preposition;

		Verb(String verb, String preposition) {
			this.verb = verb;
			this.preposition = preposition;
		}

	}

}
