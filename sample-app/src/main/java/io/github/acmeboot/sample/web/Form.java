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

import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The parameters of a request, each of them there once. What is in the address is not
 * taken, since addresses end up in logs.
 *
 * @param parameters values by name
 */
record Form(Map<String, String[]> parameters) {

	/**
	 * Reads the parameters of a request.
	 * @param request the request
	 * @return the parameters
	 */
	static Form of(HttpServletRequest request) {
		require(isForm(request.getContentType()), "The body has to be 'application/x-www-form-urlencoded'");
		require(request.getQueryString() == null, "Parameters belong into the body");
		Form form = new Form(request.getParameterMap());
		require(form.parameters.values().stream().allMatch((values) -> values.length == 1),
				"A parameter must not be there twice");
		return form;
	}

	/**
	 * Returns a parameter.
	 * @param name its name
	 * @return its value, or empty if it is missing or has none
	 */
	Optional<String> find(String name) {
		return Optional.ofNullable(this.parameters.get(name))
			.map((values) -> values[0])
			.filter((value) -> !value.isEmpty());
	}

	/**
	 * Returns a parameter that must be there.
	 * @param name its name
	 * @return its value
	 */
	String require(String name) {
		return find(name).orElseThrow(
				() -> new OAuthException(OAuthError.INVALID_REQUEST, "The parameter '%s' is missing".formatted(name)));
	}

	@Override
	public String toString() {
		return this.parameters.keySet().toString();
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new OAuthException(OAuthError.INVALID_REQUEST, message);
		}
	}

	private static boolean isForm(@Nullable String contentType) {
		try {
			return contentType != null
					&& MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
