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

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.acmeboot.issuer.AccountStatus;

/**
 * Description of the account at a CA.
 *
 * @param directory the URL of the CA's directory
 * @param state how the account stands
 * @param url the URL of the account
 * @param contact the contact addresses the CA was told
 */
public record AccountDescriptor(URI directory, AccountStatus.State state, @Nullable URI url,
		List<String> contact) implements OperationResponseBody {

	static AccountDescriptor of(AccountStatus status) {
		return new AccountDescriptor(status.directory(), status.state(), status.location(), status.contact());
	}

}
