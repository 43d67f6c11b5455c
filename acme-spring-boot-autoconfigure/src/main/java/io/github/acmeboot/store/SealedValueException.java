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

/**
 * A value is sealed in a way that this instance cannot open: with a key it does not have,
 * or in a format it does not know. Unlike one that is not a value of ours, it may be
 * opened by another instance: it is neither overwritten nor made anew.
 */
public class SealedValueException extends StoreException {

	private static final long serialVersionUID = 1L;

	private final String key;

	/**
	 * Creates an exception.
	 * @param key the key
	 * @param message what it is sealed with and what to do
	 */
	public SealedValueException(String key, String message) {
		super(message, null);
		this.key = key;
	}

	public String getKey() {
		return this.key;
	}

}
