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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * What can be done to the account at a CA.
 */
enum AccountOperation {

	ROLL_ACCOUNT_KEY(AcmeManager::rollAccountKey),

	UPDATE_ACCOUNT(AcmeManager::updateAccount),

	DEACTIVATE_ACCOUNT(AcmeManager::deactivateAccount),

	OPEN_ACCOUNT(AcmeManager::openAccount);

	private final BiFunction<AcmeManager, String, AccountStatus> operation;

	AccountOperation(BiFunction<AcmeManager, String, AccountStatus> operation) {
		this.operation = operation;
	}

	AccountStatus carryOut(AcmeManager manager, String issuer) {
		return this.operation.apply(manager, issuer);
	}

	static AccountOperation of(@Nullable String text) {
		return Arrays.stream(values())
			.filter((operation) -> operation.toString().equals(text))
			.findFirst()
			.orElseThrow(() -> unknown(text));
	}

	private static InvalidEndpointRequestException unknown(@Nullable String text) {
		String message = ((text != null) ? "'" + text + "' is no 'operation'." : "There is no 'operation'.")
				+ " Use 'reseal', 'doctor', or one of " + List.of(values()) + " with an 'issuer'.";
		return new InvalidEndpointRequestException(message, message);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
