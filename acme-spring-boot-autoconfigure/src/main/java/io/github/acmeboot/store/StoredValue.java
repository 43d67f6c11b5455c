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

package io.github.acmeboot.store;

import java.util.Arrays;

/**
 * A value of the store and its version. The text of a value never shows its content.
 */
public final class StoredValue {

	private final byte[] content;

	private final String version;

	/**
	 * Creates a value.
	 * @param content the bytes; they are copied
	 * @param version what identifies this state of the value; never used again for
	 * another state of the same key
	 */
	public StoredValue(byte[] content, String version) {
		this.content = content.clone();
		this.version = version;
	}

	/**
	 * Returns the content.
	 * @return a copy of the bytes
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * Returns the version.
	 * @return an opaque text, to be compared for equality only
	 */
	public String version() {
		return this.version;
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof StoredValue that && this.version.equals(that.version)
				&& Arrays.equals(this.content, that.content));
	}

	@Override
	public int hashCode() {
		return this.version.hashCode();
	}

	@Override
	public String toString() {
		return "StoredValue[version=" + this.version + ", content=" + this.content.length + " bytes]";
	}

}
