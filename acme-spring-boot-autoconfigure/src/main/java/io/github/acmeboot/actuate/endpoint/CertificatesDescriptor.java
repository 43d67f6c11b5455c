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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of all certificates, of the accounts they come from, of what the CAs allow,
 * and of the store that keeps them.
 *
 * @param certificates the certificates by name
 * @param unconfigured the stored certificates that are not looked after here by name, or
 * {@code null} if they are not known
 * @param accounts the accounts by the name of their issuer
 * @param rateLimits the limits by the name of the issuer
 * @param store the store
 */
public record CertificatesDescriptor(Map<String, CertificateDescriptor> certificates,
		@Nullable Map<String, UnconfiguredDescriptor> unconfigured, Map<String, AccountDescriptor> accounts,
		Map<String, RateLimitsDescriptor> rateLimits, StoreDescriptor store) implements OperationResponseBody {

}
