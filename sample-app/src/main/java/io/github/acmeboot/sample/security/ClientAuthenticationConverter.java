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

package io.github.acmeboot.sample.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Reads the id and the secret of a client (RFC 6749, 2.3.1): {@code client_secret_basic},
 * in which both are form-encoded, or {@code client_secret_post}. A parameter without a
 * value is treated as omitted (3.2).
 */
final class ClientAuthenticationConverter implements AuthenticationConverter {

	private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		List<String> ids = values(request, "client_id");
		List<String> secrets = values(request, "client_secret");
		if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
			return posted(ids, secrets);
		}
		if (!secrets.isEmpty()) {
			throw new AmbiguousAuthenticationException();
		}
		UsernamePasswordAuthenticationToken credentials = this.basic.convert(request);
		return (credentials != null) ? decode(credentials) : null;
	}

	private static @Nullable Authentication posted(List<String> ids, List<String> secrets) {
		if (ids.isEmpty() || secrets.isEmpty()) {
			return null;
		}
		if (ids.size() > 1 || secrets.size() > 1) {
			throw new AmbiguousAuthenticationException();
		}
		return UsernamePasswordAuthenticationToken.unauthenticated(ids.get(0), secrets.get(0));
	}

	private static Authentication decode(UsernamePasswordAuthenticationToken credentials) {
		try {
			return UsernamePasswordAuthenticationToken.unauthenticated(decode(credentials.getName()),
					decode(String.valueOf(credentials.getCredentials())));
		}
		catch (IllegalArgumentException ex) {
			throw new BadCredentialsException("The credentials are not form-encoded", ex);
		}
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	private static List<String> values(HttpServletRequest request, String name) {
		String[] values = isForm(request) ? request.getParameterValues(name) : null;
		return (values != null) ? Stream.of(values).filter((value) -> !value.isEmpty()).toList() : List.of();
	}

	private static boolean isForm(HttpServletRequest request) {
		String contentType = request.getContentType();
		return contentType != null && contentType.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

}
