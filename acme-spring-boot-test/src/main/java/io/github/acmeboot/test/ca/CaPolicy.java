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

package io.github.acmeboot.test.ca;

import java.time.Clock;
import java.util.Map;

/**
 * What a CA demands, for as long as it runs.
 *
 * @param clock the CA's clock
 * @param externalAccountKeys the MAC keys of external accounts, one of which is required
 * if there are any
 * @param asynchronous whether the answers to a triggered challenge and to a finalized
 * order are {@code processing}
 * @param failedChallengesStayPending whether a failed challenge stays {@code pending},
 * with its error, as some CAs have it
 */
public record CaPolicy(Clock clock, Map<String, byte[]> externalAccountKeys, boolean asynchronous,
		boolean failedChallengesStayPending) {

}
