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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.security.KeyPair;

import org.jspecify.annotations.Nullable;

/**
 * An account at a CA (RFC 8555 section 7.1.2). The text never shows the key.
 *
 * @param keyPair the key of the account
 * @param location the URL of the account, or {@code null} while it is not known
 */
public record StoredAccount(KeyPair keyPair, @Nullable URI location) {

	@Override
	public String toString() {
		return "StoredAccount[location=" + this.location + ", keyPair=******]";
	}

}
