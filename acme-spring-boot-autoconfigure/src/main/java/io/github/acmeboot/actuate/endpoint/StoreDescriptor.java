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

package io.github.acmeboot.actuate.endpoint;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Copy;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.State;
import io.github.acmeboot.StoreStatus.Trouble;

/**
 * Description of the store.
 *
 * @param type the type of the store
 * @param state whether it can be relied on
 * @param lastSuccess when it last did what it was asked
 * @param trouble what is the matter now
 * @param lastTrouble what was the matter before
 * @param localCopy the copy on this machine
 */
public record StoreDescriptor(String type, State state, @Nullable Instant lastSuccess,
		@Nullable TroubleDescriptor trouble, @Nullable TroubleDescriptor lastTrouble,
		@Nullable CopyDescriptor localCopy) {

	static StoreDescriptor of(StoreStatus status) {
		return new StoreDescriptor(status.type(), status.state(), status.lastSuccess(),
				TroubleDescriptor.of(status.trouble()), TroubleDescriptor.of(status.lastTrouble()),
				CopyDescriptor.of(status.localCopy()));
	}

	/**
	 * Description of something that is, or was, the matter.
	 *
	 * @param kind what is the matter
	 * @param message what went wrong and what to do
	 * @param since when it began
	 * @param until when it was over
	 */
	public record TroubleDescriptor(Kind kind, String message, Instant since, @Nullable Instant until) {

		static @Nullable TroubleDescriptor of(@Nullable Trouble trouble) {
			return (trouble != null)
					? new TroubleDescriptor(trouble.kind(), trouble.message(), trouble.since(), trouble.until()) : null;
		}

	}

	/**
	 * Description of the copy on this machine.
	 *
	 * @param lastWritten when it was last written
	 * @param message why it fails
	 */
	public record CopyDescriptor(@Nullable Instant lastWritten, @Nullable String message) {

		static @Nullable CopyDescriptor of(@Nullable Copy copy) {
			return (copy != null) ? new CopyDescriptor(copy.lastWritten(), copy.failure()) : null;
		}

	}

}
