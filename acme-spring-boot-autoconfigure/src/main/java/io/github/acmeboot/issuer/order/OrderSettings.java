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

package io.github.acmeboot.issuer.order;

import java.time.Duration;
import java.util.Optional;

/**
 * How to order from an issuer.
 *
 * @param profile the profile of certificates that name none
 * @param preferredChain the common name of an issuer to look for in the chains it offers
 * @param authorizationTimeout the time for the CA to validate the challenges
 * @param orderTimeout the time for the CA to issue
 */
public record OrderSettings(Optional<String> profile, Optional<String> preferredChain, Duration authorizationTimeout,
		Duration orderTimeout) {

}
