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

package io.github.acmeboot.issuer.problem;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A request that failed.
 *
 * @param operation what was asked, in the words of RFC 8555
 * @param status the HTTP status, or zero if there was no answer
 * @param retryAfter the instant before which the CA wants no further attempt, or
 * {@code null} if it named none
 */
public record FailedRequest(String operation, int status, @Nullable Instant retryAfter) {

}
