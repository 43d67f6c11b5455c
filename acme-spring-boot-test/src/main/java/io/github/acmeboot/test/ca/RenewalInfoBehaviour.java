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

package io.github.acmeboot.test.ca;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;

/**
 * What a CA says about renewal (RFC 9773). Everything can be changed while it runs, and
 * holds from then on. Thread-safe.
 */
public final class RenewalInfoBehaviour {

	private static final Duration REVOKED_SINCE = Duration.ofHours(1);

	private volatile boolean offered = true;

	private volatile Function<X509Certificate, RenewalWindow> window = RenewalInfoBehaviour::lastThird;

	private volatile Optional<String> explanationUrl = Optional.empty();

	private volatile String retryAfter = "21600";

	private volatile Optional<Map<String, Object>> document = Optional.empty();

	/**
	 * Sets whether there is renewal information. Without it the directory does not name
	 * the resource, and {@code replaces} is ignored.
	 * @param offered whether there is. There is by default
	 */
	public void offered(boolean offered) {
		this.offered = offered;
	}

	/**
	 * Sets when the CA wants its certificates renewed. The window of a certificate that
	 * is revoked has always passed.
	 * @param window gives the window of a certificate, which may be in the past, or end
	 * before it starts. By default it begins when a third of the life is left
	 */
	public void window(Function<X509Certificate, RenewalWindow> window) {
		this.window = window;
	}

	/**
	 * Sets the page that explains the window.
	 * @param explanationUrl the URL, or empty (the default) for none
	 */
	public void explanationUrl(Optional<String> explanationUrl) {
		this.explanationUrl = explanationUrl;
	}

	/**
	 * Sets when to ask again.
	 * @param retryAfter the time in whole seconds, 6 hours by default
	 */
	public void retryAfter(Duration retryAfter) {
		retryAfter(String.valueOf(retryAfter.toSeconds()));
	}

	/**
	 * Sets when to ask again.
	 * @param retryAfter the value of the header, which may be a date, or garbage, or
	 * empty for no header
	 */
	public void retryAfter(String retryAfter) {
		this.retryAfter = retryAfter;
	}

	/**
	 * Answers with another document than RFC 9773 asks for.
	 * @param document the members, or empty (the default) for a good one
	 */
	public void document(Optional<Map<String, Object>> document) {
		this.document = document;
	}

	public boolean isOffered() {
		return this.offered;
	}

	public String getRetryAfter() {
		return this.retryAfter;
	}

	/**
	 * Returns the JSON object about a certificate.
	 * @param certificate the certificate
	 * @param now the present
	 * @return the members
	 */
	public Map<String, Object> document(CaCertificate certificate, Instant now) {
		return this.document.orElseGet(() -> goodDocument(certificate, now));
	}

	private Map<String, Object> goodDocument(CaCertificate certificate, Instant now) {
		RenewalWindow suggested = certificate.revocation().isPresent()
				? new RenewalWindow(now.minus(REVOKED_SINCE), now.minusSeconds(1))
				: this.window.apply(certificate.leaf());
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("suggestedWindow",
				Map.of("start", suggested.start().toString(), "end", suggested.end().toString()));
		this.explanationUrl.ifPresent((url) -> members.put("explanationURL", url));
		return members;
	}

	private static RenewalWindow lastThird(X509Certificate certificate) {
		Instant notAfter = certificate.getNotAfter().toInstant();
		Duration life = Duration.between(certificate.getNotBefore().toInstant(), notAfter);
		return new RenewalWindow(notAfter.minus(life.dividedBy(3)), notAfter.minus(life.dividedBy(4)));
	}

}
