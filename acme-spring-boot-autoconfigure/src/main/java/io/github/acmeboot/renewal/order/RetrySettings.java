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

package io.github.acmeboot.renewal.order;

import java.time.Duration;

/**
 * How often and when to try again within seconds.
 *
 * @param maxAttempts the number of attempts, the first included
 * @param initialInterval the time before the second attempt
 * @param multiplier the factor by which the time grows
 * @param maxInterval the longest time between two attempts
 */
public record RetrySettings(int maxAttempts, Duration initialInterval, double multiplier, Duration maxInterval) {

}
