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

package io.github.acmeboot.actuate.endpoint.page;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;

/**
 * The headers of the page: nothing is loaded from anywhere, only the style sheet and the
 * script that are in it have an effect, and only this origin is talked to.
 */
final class PageHeaders {

	/**
	 * What the page itself can say. Who may frame it only a header can.
	 */
	static final String POLICY = "default-src 'none'; style-src " + PageAsset.STYLE.source() + "; script-src "
			+ PageAsset.SCRIPT.source() + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

	private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
			POLICY + "; frame-ancestors 'none'", "Referrer-Policy", "no-referrer", "X-Content-Type-Options", "nosniff",
			HttpHeaders.CACHE_CONTROL, "no-store", HttpHeaders.VARY, HttpHeaders.ACCEPT);

	private final String base;

	private final String path;

	PageHeaders(String base, String path) {
		this.base = base;
		this.path = base + "/" + path;
	}

	/**
	 * Returns the headers of the answer to a request.
	 * @param path its path within the application
	 * @param accept the media types it accepts
	 * @return the headers by name, none if the page is not what was asked for
	 */
	Map<String, String> of(PathContainer path, String accept) {
		return (isOfPage(decoded(path)) && accept.contains(MediaType.TEXT_HTML_VALUE)) ? HEADERS : Map.of();
	}

	/**
	 * Returns a path as requests are mapped by it.
	 * @param path the path
	 * @return the path, decoded and without parameters
	 */
	private static String decoded(PathContainer path) {
		return path.elements()
			.stream()
			.map((element) -> (element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch()
					: element.value())
			.collect(Collectors.joining());
	}

	private boolean isOfPage(String path) {
		return this.base.isEmpty() ? path.equals(this.path) : path.endsWith(this.path);
	}

}
