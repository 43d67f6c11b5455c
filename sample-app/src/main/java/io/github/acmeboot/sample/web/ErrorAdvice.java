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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.github.acmeboot.sample.token.TokenStoreException;

/**
 * Answers what goes wrong in the words of RFC 6749.
 */
@RestControllerAdvice(assignableTypes = { OAuthController.class, TokenController.class })
class ErrorAdvice {

	private static final Log logger = LogFactory.getLog(ErrorAdvice.class);

	private static final String RETRY_AFTER = "5";

	@ExceptionHandler
	ResponseEntity<ErrorResponse> refused(OAuthException ex) {
		return ErrorResponse.of(ex.error(), String.valueOf(ex.getMessage())).with(ex.error().status());
	}

	@ExceptionHandler({ HttpMessageConversionException.class, HttpMediaTypeException.class })
	ResponseEntity<ErrorResponse> malformed() {
		return refused(new OAuthException(OAuthError.INVALID_REQUEST,
				"The body is not what this address takes: a form, or JSON for '/tokens/lookup'"));
	}

	@ExceptionHandler
	ResponseEntity<ErrorResponse> unavailable(TokenStoreException ex) {
		OAuthError error = OAuthError.TEMPORARILY_UNAVAILABLE;
		return ResponseEntity.status(error.status())
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
			.body(ErrorResponse.of(error, "Tokens cannot be read or saved at the moment"));
	}

	@ExceptionHandler
	ResponseEntity<ErrorResponse> failed(RuntimeException ex) {
		logger.error("A request failed for a reason that is not the client's", ex);
		return refused(new OAuthException(OAuthError.SERVER_ERROR, "Something is wrong with this service"));
	}

}
