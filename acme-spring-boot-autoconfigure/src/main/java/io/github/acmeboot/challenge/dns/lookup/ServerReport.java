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

package io.github.acmeboot.challenge.dns.lookup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What an authoritative server has to say of a record.
 *
 * @param server the name of the server
 * @param routed whether this machine knows a way to any of its addresses, or it has none
 * @param answers what came of asking each of its addresses
 */
record ServerReport(String server, boolean routed, List<Answer> answers) {

	/**
	 * Returns whether the server counts. One that only has addresses of a kind that this
	 * machine does not have does not: nothing can be said of it from here.
	 * @return whether it is one of those the record has to be on
	 */
	boolean isCounted() {
		return this.routed;
	}

	/**
	 * Returns whether the record is there: an address answers with it, and none without.
	 * @return whether whoever asks this server gets the record
	 */
	boolean hasRecord() {
		return this.answers.stream().anyMatch(Answer::hasRecord)
				&& this.answers.stream().noneMatch((answer) -> answer.answered() && !answer.hasRecord());
	}

	String description() {
		if (!this.routed) {
			return this.server + " (not counted: no way from this machine to its addresses)";
		}
		if (this.answers.isEmpty()) {
			return this.server + " (has no address)";
		}
		return this.server + " ("
				+ this.answers.stream().map(Answer::description).distinct().collect(Collectors.joining(", ")) + ")";
	}

	/**
	 * What one address has answered.
	 *
	 * @param answered whether it has at all
	 * @param hasRecord whether the record is in it
	 * @param description what it was, for people
	 */
	record Answer(boolean answered, boolean hasRecord, String description) {

	}

}
