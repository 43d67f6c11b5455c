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
 * in which both are form-encoded, or {@code client_secret_post}.
 */
final class ClientAuthenticationConverter implements AuthenticationConverter {

	private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		@Nullable String[] ids = isForm(request) ? request.getParameterValues("client_id") : null;
		@Nullable String[] secrets = isForm(request) ? request.getParameterValues("client_secret") : null;
		if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
			return posted(ids, secrets);
		}
		if (secrets != null) {
			throw new AmbiguousAuthenticationException();
		}
		UsernamePasswordAuthenticationToken credentials = this.basic.convert(request);
		return (credentials != null) ? decode(credentials) : null;
	}

	private static @Nullable Authentication posted(@Nullable String @Nullable [] ids,
			@Nullable String @Nullable [] secrets) {
		if (ids == null || secrets == null) {
			return null;
		}
		if (ids.length > 1 || secrets.length > 1) {
			throw new AmbiguousAuthenticationException();
		}
		return UsernamePasswordAuthenticationToken.unauthenticated(ids[0], secrets[0]);
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

	private static boolean isForm(HttpServletRequest request) {
		String contentType = request.getContentType();
		return contentType != null && contentType.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

}
