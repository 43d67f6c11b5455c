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

import java.time.Instant;
import java.util.Optional;

/**
 * What an instance tells the test, as a line of its output.
 *
 * @param time when it happened
 * @param subject what happened
 * @param detail to what
 */
record Announcement(Instant time, String subject, String detail) {

	static final String STARTED = "started";

	static final String READY = "ready";

	static final String ACQUIRED = "acquired";

	static final String RELEASED = "released";

	static final String SAVING = "saving";

	static final String SAVED = "saved";

	static final String PUBLISHED = "published";

	static final String STEP = "step";

	private static final String MARK = "@fleet ";

	static void say(String subject, Object detail) {
		System.out.println(MARK + Instant.now() + " " + subject + " " + detail);
	}

	static Optional<Announcement> parse(String line) {
		if (!line.startsWith(MARK)) {
			return Optional.empty();
		}
		String[] parts = line.substring(MARK.length()).split(" ", 3);
		return Optional.of(new Announcement(Instant.parse(parts[0]), parts[1], parts[2]));
	}

	boolean is(String subject, String detail) {
		return this.subject.equals(subject) && this.detail.equals(detail);
	}

}
