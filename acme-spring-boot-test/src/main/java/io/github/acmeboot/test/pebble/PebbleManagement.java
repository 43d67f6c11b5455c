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

package io.github.acmeboot.test.pebble;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.springframework.util.Assert;

import io.github.acmeboot.test.pki.Pem;

/**
 * The management interface of Pebble. Can be used by several threads.
 */
public final class PebbleManagement {

	private static final int OK = 200;

	private static final int NOT_FOUND = 404;

	private final HttpClient client;

	private final URI base;

	PebbleManagement(HttpClient client, URI base) {
		this.client = client;
		this.base = base;
	}

	/**
	 * Returns why a certificate was revoked.
	 * @param certificate the certificate
	 * @return the code of the reason, 0 if none was said; or empty if it was not revoked
	 */
	public OptionalInt revocationReason(X509Certificate certificate) {
		Map<String, Object> status = status(certificate.getSerialNumber().toString(16));
		return "Revoked".equals(status.get("Status"))
				? OptionalInt.of(((Number) status.getOrDefault("Reason", 0)).intValue()) : OptionalInt.empty();
	}

	private Map<String, Object> status(String serial) {
		try {
			return JsonUtil.parseJson(require(get("cert-status-by-serial/" + serial)).body());
		}
		catch (JoseException ex) {
			throw new IllegalStateException("Unable to read the status of a certificate", ex);
		}
	}

	/**
	 * Sets what is answered when the renewal information of a certificate is asked for
	 * (RFC 9773).
	 * @param certificate the certificate
	 * @param answer the answer, which may be malformed
	 * @return whether this version of Pebble can do that
	 */
	public boolean setRenewalInfo(X509Certificate certificate, String answer) {
		String request = JsonUtil
			.toJson(Map.of("certificate", Pem.encode(List.of(certificate)), "ariResponse", answer));
		HttpResponse<String> response = send(request("set-renewal-info/").POST(BodyPublishers.ofString(request)));
		return response.statusCode() != NOT_FOUND && require(response).statusCode() == OK;
	}

	X509Certificate root() {
		try {
			byte[] pem = require(get("roots/0")).body().getBytes(StandardCharsets.US_ASCII);
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(pem));
		}
		catch (CertificateException ex) {
			throw new IllegalStateException("Unable to read the root of Pebble", ex);
		}
	}

	private HttpResponse<String> get(String path) {
		return send(request(path));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.base.resolve(path));
	}

	private HttpResponse<String> require(HttpResponse<String> response) {
		Assert.state(response.statusCode() == OK,
				() -> "Pebble answered " + response.statusCode() + " to " + response.uri() + ": " + response.body());
		return response;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to ask Pebble", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for Pebble", ex);
		}
	}

}
