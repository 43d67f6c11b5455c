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

package io.github.acmeboot.store.s3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lease as it is written down. One that was released is kept for its fence.
 *
 * @param owner who holds it; empty, if nobody does
 * @param fence its fencing number
 * @param timeToLive how long it lasts unless it is written again
 */
record WrittenLease(String owner, long fence, Duration timeToLive) {

	static final String NOBODY = "";

	static final WrittenLease FREE = new WrittenLease(NOBODY, 0, Duration.ZERO);

	private static final Pattern TEXT = Pattern.compile("lease ([0-9]{1,19}) ([0-9]{1,15})ms ([^\\n]{0,200})\\n");

	boolean isFree() {
		return this.owner.isEmpty();
	}

	byte[] toBytes() {
		return ("lease " + this.fence + " " + this.timeToLive.toMillis() + "ms " + this.owner + "\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	static WrittenLease parse(byte[] bytes) {
		Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
		if (!matcher.matches()) {
			return FREE;
		}
		return new WrittenLease(matcher.group(3), Long.parseLong(matcher.group(1)),
				Duration.ofMillis(Long.parseLong(matcher.group(2))));
	}

}
