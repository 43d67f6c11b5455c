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

package io.github.acmeboot.web.tomcat;

import java.net.InetSocketAddress;
import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.util.ForwardedHeaderUtils;

/**
 * Where a request comes from and what it is for.
 *
 * @param host the host, or {@code null} if it cannot be told
 * @param source the address of the client, or {@code null} if it cannot be told
 */
record RequestOrigin(@Nullable String host, @Nullable String source) {

	/**
	 * As the server sees it.
	 * @param request the request
	 * @return the origin
	 */
	static RequestOrigin direct(HttpServletRequest request) {
		return new RequestOrigin(request.getServerName(), request.getRemoteAddr());
	}

	/**
	 * As Spring's {@code ForwardedHeaderFilter} sees it.
	 * @param request the request
	 * @return the origin, unknown if the headers are malformed
	 */
	static RequestOrigin forwarded(HttpServletRequest request) {
		try {
			ServletServerHttpRequest message = new ServletServerHttpRequest(request);
			URI uri = message.getURI();
			HttpHeaders headers = message.getHeaders();
			InetSocketAddress source = ForwardedHeaderUtils.parseForwardedFor(uri, headers, null);
			return new RequestOrigin(ForwardedHeaderUtils.adaptFromForwardedHeaders(uri, headers).build().getHost(),
					(source != null) ? source.getHostString() : request.getRemoteAddr());
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return new RequestOrigin(null, null);
		}
	}

}
