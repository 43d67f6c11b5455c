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

package io.github.acmeboot.sample.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * What can be wrong with a request, in the words of RFC 6749, 5.2, and RFC 7009, 2.2.1.
 */
enum OAuthError {

	/**
	 * A parameter is missing, malformed or there twice.
	 */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST),

	/**
	 * The scope is malformed, or more than the client may have.
	 */
	INVALID_SCOPE(HttpStatus.BAD_REQUEST),

	/**
	 * The client must not do that.
	 */
	UNAUTHORIZED_CLIENT(HttpStatus.BAD_REQUEST),

	/**
	 * The grant type is not known.
	 */
	UNSUPPORTED_GRANT_TYPE(HttpStatus.BAD_REQUEST),

	/**
	 * Something is wrong that is not the client's fault, and likely to stay.
	 */
	SERVER_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),

	/**
	 * Something is wrong that is not the client's fault, and likely to pass.
	 */
	TEMPORARILY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

	private final HttpStatus status;

	OAuthError(HttpStatus status) {
		this.status = status;
	}

	HttpStatus status() {
		return this.status;
	}

	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
