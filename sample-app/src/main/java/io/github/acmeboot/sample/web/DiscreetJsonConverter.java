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

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON, and quotes nothing of what it cannot read: there may be tokens in it, and
 * Spring logs why a request was refused.
 */
final class DiscreetJsonConverter extends JacksonJsonHttpMessageConverter {

	DiscreetJsonConverter(JsonMapper mapper) {
		super(mapper);
	}

	@Override
	public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
			throws IOException {
		try {
			return super.read(type, message, hints);
		}
		catch (HttpMessageConversionException ex) {
			throw new HttpMessageNotReadableException("The JSON is malformed" + place(ex), message);
		}
	}

	private static String place(HttpMessageConversionException ex) {
		return (ex.getCause() instanceof JacksonException cause && cause.getLocation() != null)
				? " in line %d, column %d".formatted(cause.getLocation().getLineNr(), cause.getLocation().getColumnNr())
				: "";
	}

}
