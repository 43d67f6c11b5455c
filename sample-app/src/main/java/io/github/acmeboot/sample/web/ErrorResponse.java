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

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Answer to a request that cannot be granted (RFC 6749, 5.2).
 *
 * @param error the code
 * @param errorDescription what the developer of the client should know
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ErrorResponse(String error, String errorDescription) {

	static ErrorResponse of(OAuthError error, String description) {
		return new ErrorResponse(error.code(), description);
	}

	/**
	 * Makes a response, which is JSON whatever the client accepts.
	 * @param status its status
	 * @return the response
	 */
	ResponseEntity<ErrorResponse> with(HttpStatusCode status) {
		return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(this);
	}

}
