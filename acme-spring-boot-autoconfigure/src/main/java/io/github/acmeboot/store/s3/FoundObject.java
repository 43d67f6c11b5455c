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

import java.util.Optional;

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.codec.ValueFrame;

/**
 * What was found in an object of the bucket.
 *
 * @param bytes what is in it; nothing, if the value was deleted
 * @param tag what identifies the bytes
 * @param frame the value, if it is one
 */
record FoundObject(byte[] bytes, String tag, Optional<ValueFrame> frame) {

	FoundObject(byte[] bytes, String tag) {
		this(bytes, tag, ValueFrame.parse(bytes));
	}

	/**
	 * Returns whether there is something that is not a value.
	 * @return {@code true} if it cannot be read
	 */
	boolean isUnreadable() {
		return this.bytes.length > 0 && this.frame.isEmpty();
	}

	/**
	 * Returns the version of what was found.
	 * @return the version, or empty if the value was deleted
	 */
	Optional<String> version() {
		if (isUnreadable()) {
			return Optional.of(ValueFrame.unreadableVersion(this.bytes));
		}
		return value().map(StoredValue::version);
	}

	Optional<StoredValue> value() {
		return this.frame.map(ValueFrame::value);
	}

	long fence() {
		return this.frame.map(ValueFrame::fence).orElse(0L);
	}

}
