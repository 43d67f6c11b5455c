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

package io.github.acmeboot.sample;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * The page that shows the certificates. Reload it to see a renewal.
 *
 * @param certificates the certificates to show
 */
record CertificatePage(List<CertificateView> certificates) {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>Served over HTTPS</title>
			<style>
			body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
			th, td { padding: .4rem 1rem .4rem 0; text-align: left; white-space: nowrap; }
			</style>
			</head>
			<body>
			<h1>Served over HTTPS</h1>
			<p>These certificates look after themselves. Reload the page after the planned renewal to see the next one.</p>
			<table>
			<thead><tr><th>Certificate</th><th>Domains</th><th>State</th><th>Serial</th><th>Valid until</th>\
			<th>Planned renewal</th></tr></thead>
			<tbody>
			%s
			</tbody>
			</table>
			</body>
			</html>
			""";

	String toHtml() {
		return PAGE.formatted(this.certificates.stream().map(this::row).collect(Collectors.joining("\n")));
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
