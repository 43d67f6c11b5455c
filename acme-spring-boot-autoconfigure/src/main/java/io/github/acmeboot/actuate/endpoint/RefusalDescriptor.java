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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Description of an operation that was refused.
 *
 * @param reason the class of the failure, or {@code null} if the request itself is wrong
 * @param message why it was refused and what to do
 */
public record RefusalDescriptor(@Nullable Reason reason, String message) implements OperationResponseBody {

	static RefusalDescriptor of(AcmeException refusal) {
		return new RefusalDescriptor(refusal.getReason(), String.valueOf(refusal.getMessage()));
	}

	static RefusalDescriptor of(InvalidEndpointRequestException refusal) {
		return new RefusalDescriptor(null, String.valueOf(refusal.getMessage()));
	}

}
