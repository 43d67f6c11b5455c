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

package io.github.acmeboot.store.codec;

/**
 * Turns one kind of value into bytes and back.
 *
 * @param <T> the type of the value
 */
public interface Codec<T> {

	/**
	 * Writes a value.
	 * @param value the value
	 * @return the bytes
	 */
	byte[] encode(T value);

	/**
	 * Reads a value.
	 * @param content what {@link #encode} made
	 * @return the value
	 * @throws IllegalArgumentException if it is something else; the message says what is
	 * wrong without showing the content
	 */
	T decode(byte[] content);

}
