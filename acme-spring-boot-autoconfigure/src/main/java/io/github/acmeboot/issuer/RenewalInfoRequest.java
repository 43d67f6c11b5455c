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

package io.github.acmeboot.issuer;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Asks a CA when it wants a certificate renewed (RFC 9773 section 4.1). Takes no account,
 * so that none is made only to ask.
 */
final class RenewalInfoRequest {

	private final AcmeSession session;

	RenewalInfoRequest(AcmeSession session) {
		this.session = session;
	}

	/**
	 * Asks.
	 * @param certificate the certificate
	 * @return what the CA says, or empty if its directory offers no renewal information
	 */
	Optional<RenewalInfo> send(X509Certificate certificate) {
		Optional<URL> resource = this.session.exchange(Operation.DIRECTORY,
				() -> this.session.resourceUrlOptional(Resource.RENEWAL_INFO));
		return resource.map((url) -> this.session.exchange(Operation.RENEWAL_INFO, () -> fetch(url(url, certificate))));
	}

	private RenewalInfo fetch(URL url) throws AcmeException {
		try (Connection connection = this.session.connect()) {
			connection.sendRequest(url, this.session, null);
			Instant retryAfter = connection.getRetryAfter().orElse(null);
			JSON json = connection.readJsonResponse();
			JSON window = json.get("suggestedWindow").asObject();
			return new RenewalInfo(window.get("start").asInstant(), window.get("end").asInstant(),
					explanation(json).orElse(null), retryAfter);
		}
	}

	private static URL url(URL resource, X509Certificate certificate) {
		String base = resource.toExternalForm();
		try {
			return URI
				.create((base.endsWith("/") ? base : base + "/") + AcmeUtils.getRenewalUniqueIdentifier(certificate))
				.toURL();
		}
		catch (MalformedURLException ex) {
			throw new AcmeProtocolException("'" + base + "' is not a URL", ex);
		}
	}

	private static Optional<URI> explanation(JSON json) {
		try {
			return json.get("explanationURL")
				.map(JSON.Value::asURI)
				.filter((uri) -> "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
		}
		catch (AcmeProtocolException ex) {
			return Optional.empty();
		}
	}

}
