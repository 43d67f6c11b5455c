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

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * The page that says what this is, and where operators see the certificates, or shows
 * them. Reload it then to see a renewal.
 *
 * @param address where this service is
 * @param certificates the certificates to show, or nothing if they are for operators only
 */
record HomePage(String address, @Nullable List<CertificateView> certificates) {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>Token service</title>
			<style>
			body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
			th, td { padding: .4rem 1rem .4rem 0; text-align: left; white-space: nowrap; }
			pre { background: #f4f4f4; overflow-x: auto; padding: 1rem; }
			</style>
			</head>
			<body>
			<h1>Token service</h1>
			<p>Issues OAuth 2.0 access tokens to services, and tells what a token is good for.</p>
			<pre>
			curl -u ID:SECRET -d grant_type=client_credentials %1$s/oauth2/token
			curl -u ID:SECRET -d token=TOKEN %1$s/oauth2/introspect
			curl -u ID:SECRET -d token=TOKEN %1$s/oauth2/revoke
			curl -u ID:SECRET -d token=TOKEN %1$s/tokens/expiry
			curl -u ID:SECRET --json '{"tokens":["TOKEN","TOKEN"]}' %1$s/tokens/lookup
			</pre>
			<h2>Served over HTTPS</h2>
			%2$s
			</body>
			</html>
			""";

	private static final String TABLE = """
			<p>These certificates look after themselves. Reload the page after the planned renewal to see the next one.</p>
			<table>
			<thead><tr><th>Certificate</th><th>Domains</th><th>State</th><th>Serial</th><th>Valid until</th>\
			<th>Planned renewal</th></tr></thead>
			<tbody>
			%s
			</tbody>
			</table>""";

	private static final String LINK = """
			<p>The certificates look after themselves. Operators see them at <a href="/actuator/acme">/actuator/acme</a>,
			on the port for operators if there is one.</p>""";

	String toHtml() {
		return PAGE.formatted(HtmlUtils.htmlEscape(this.address),
				(this.certificates != null) ? table(this.certificates) : LINK);
	}

	private String table(List<CertificateView> shown) {
		return TABLE.formatted(shown.stream().map(this::row).collect(Collectors.joining("\n")));
	}

	private String row(CertificateView certificate) {
		return "<tr>" + cell(certificate.name()) + cell(String.join(", ", certificate.domains()))
				+ cell(certificate.state()) + cell(certificate.serial()) + cell(certificate.notAfter())
				+ cell(certificate.renewal()) + "</tr>";
	}

	private String cell(@Nullable Object value) {
		return "<td>" + ((value != null) ? HtmlUtils.htmlEscape(value.toString()) : "–") + "</td>";
	}

}
