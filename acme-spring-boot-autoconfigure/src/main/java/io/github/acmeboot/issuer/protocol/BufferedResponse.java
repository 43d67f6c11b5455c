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

package io.github.acmeboot.issuer.protocol;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

import javax.net.ssl.SSLSession;

/**
 * A response whose body has been received completely.
 */
final class BufferedResponse implements HttpResponse<InputStream> {

	private final HttpResponse<byte[]> response;

	BufferedResponse(HttpResponse<byte[]> response) {
		this.response = response;
	}

	@Override
	public int statusCode() {
		return this.response.statusCode();
	}

	@Override
	public HttpRequest request() {
		return this.response.request();
	}

	@Override
	public Optional<HttpResponse<InputStream>> previousResponse() {
		return this.response.previousResponse().map(BufferedResponse::new);
	}

	@Override
	public HttpHeaders headers() {
		return this.response.headers();
	}

	@Override
	public InputStream body() {
		return new ByteArrayInputStream(this.response.body());
	}

	@Override
	public Optional<SSLSession> sslSession() {
		return this.response.sslSession();
	}

	@Override
	public URI uri() {
		return this.response.uri();
	}

	@Override
	public HttpClient.Version version() {
		return this.response.version();
	}

}
