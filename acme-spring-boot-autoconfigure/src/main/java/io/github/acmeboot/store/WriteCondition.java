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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What has to be stored for a write to be carried out: nothing, or a certain version. A
 * write may also carry a fence, the number of the lease it is made under: a store refuses
 * it when the value was last written under a higher one.
 */
public final class WriteCondition {

	private final @Nullable String version;

	private final long fence;

	private WriteCondition(@Nullable String version, long fence) {
		this.version = version;
		this.fence = fence;
	}

	/**
	 * Nothing may be stored under the key.
	 * @return the condition
	 */
	public static WriteCondition absent() {
		return new WriteCondition(null, 0);
	}

	/**
	 * This very version has to be stored.
	 * @param version the version that was read
	 * @return the condition
	 */
	public static WriteCondition version(String version) {
		return new WriteCondition(version, 0);
	}

	/**
	 * The value has to be as it was read.
	 * @param read what was read
	 * @return the condition
	 */
	public static WriteCondition unchanged(Optional<StoredValue> read) {
		return read.map((value) -> version(value.version())).orElseGet(WriteCondition::absent);
	}

	/**
	 * The value must not have been written under a higher fence either.
	 * @param fence the number of the lease the write is made under; more than zero
	 * @return the condition
	 */
	public WriteCondition fencedBy(long fence) {
		return new WriteCondition(this.version, fence);
	}

	/**
	 * Returns the version that has to be stored.
	 * @return the version, or empty if nothing may be stored
	 */
	public Optional<String> version() {
		return Optional.ofNullable(this.version);
	}

	/**
	 * Returns the fence of the write.
	 * @return the number of the lease, or zero if the write is made without one
	 */
	public long fence() {
		return this.fence;
	}

	@Override
	public String toString() {
		return ((this.version != null) ? "version " + this.version : "absent")
				+ ((this.fence > 0) ? " under fence " + this.fence : "");
	}

}
