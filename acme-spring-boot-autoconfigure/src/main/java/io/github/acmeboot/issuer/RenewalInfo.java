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

package io.github.acmeboot.issuer;

import java.net.URI;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a CA wants a certificate renewed (RFC 9773 section 4.2), as it says: whether that
 * makes sense is for the caller to judge.
 *
 * @param start the first instant of the suggested window
 * @param end the last instant of the suggested window
 * @param explanationUrl where the CA explains the window, or {@code null} if it does not
 * @param retryAfter the instant before which the CA wants not to be asked again, or
 * {@code null} if it named none
 */
public record RenewalInfo(Instant start, Instant end, @Nullable URI explanationUrl, @Nullable Instant retryAfter) {

}
