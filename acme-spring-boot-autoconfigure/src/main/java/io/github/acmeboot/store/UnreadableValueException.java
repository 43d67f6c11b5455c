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

import org.jspecify.annotations.Nullable;

/**
 * There is something under a key that is not a value of ours: torn, altered, or put there
 * by another program.
 */
public class UnreadableValueException extends StoreException {

	private static final long serialVersionUID = 1L;

	private final String key;

	private final String version;

	/**
	 * Creates an exception.
	 * @param key the key
	 * @param version what identifies the unreadable content, so that it can be replaced
	 * knowingly
	 * @param message where it is, what is wrong with it and what to do
	 * @param cause the cause
	 */
	public UnreadableValueException(String key, String version, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.key = key;
		this.version = version;
	}

	public String getKey() {
		return this.key;
	}

	public String getVersion() {
		return this.version;
	}

}
