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

package io.github.acmeboot.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check has found out about one thing.
 *
 * @param check the name of the check
 * @param subject what it is about, such as a name and an address
 * @param outcome whether it is as it has to be
 * @param seen what was seen, or why nothing was
 * @param remedy what to do, naming property and value, or {@code null} if nothing is to
 * be done
 * @param ownWords what was seen, without anything that an outsider has said
 */
public record Finding(String check, String subject, Outcome outcome, String seen, @Nullable String remedy,
		String ownWords) {

	/**
	 * Creates a finding in which no outsider has a say.
	 * @param check the name of the check
	 * @param subject what it is about
	 * @param outcome whether it is as it has to be
	 * @param seen what was seen
	 * @param remedy what to do, or {@code null} if nothing is to be done
	 */
	public Finding(String check, String subject, Outcome outcome, String seen, @Nullable String remedy) {
		this(check, subject, outcome, seen, remedy, seen);
	}

	/**
	 * Returns the same finding, without anything that an outsider has said.
	 * @return the finding, fit for where nobody has asked for it
	 */
	public Finding inOwnWords() {
		return new Finding(this.check, this.subject, this.outcome, this.ownWords, this.remedy);
	}

	/**
	 * Returns the line of a report.
	 * @return what was seen of what, and what to do
	 */
	@Override
	public String toString() {
		String line = this.check + " " + this.subject + " " + this.outcome + ": " + this.seen;
		return (this.remedy != null) ? line + " " + this.remedy : line;
	}

	/**
	 * Whether a thing is as it has to be, the worst last.
	 */
	public enum Outcome {

		/**
		 * It is not looked at.
		 */
		SKIPPED("skipped"),

		/**
		 * It is as it has to be.
		 */
		PASS("passed"),

		/**
		 * It may keep the certificate from being issued.
		 */
		WARN("may be wrong"),

		/**
		 * It keeps the certificate from being issued.
		 */
		FAIL("failed");

		private final String text;

		Outcome(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
