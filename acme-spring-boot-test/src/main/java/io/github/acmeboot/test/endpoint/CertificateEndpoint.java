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

package io.github.acmeboot.test.endpoint;

import java.util.Optional;

import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.pki.Pem;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Hands out certificates (RFC 8555 section 7.4.2). What follows the dot in the URL is the
 * number of the alternate chain.
 */
public final class CertificateEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public CertificateEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		String[] idAndNumber = call.id().split("\\.");
		CaCertificate certificate = this.ca.certificates().find(idAndNumber[0]).orElseThrow(call::notFound);
		call.checkOwner(certificate.getAccount());
		int number = (idAndNumber.length > 1) ? Integer.parseInt(idAndNumber[1]) : 0;
		if (number >= certificate.getChains().size()) {
			throw call.notFound();
		}
		ServerResponse response = ServerResponse.of(200, "application/pem-certificate-chain",
				body(certificate, number));
		for (int i = 0; i < certificate.getChains().size(); i++) {
			if (i != number) {
				response = response.withHeader("Link", "<" + url(certificate, i) + ">;rel=\"alternate\"");
			}
		}
		return response;
	}

	private String body(CaCertificate certificate, int number) {
		boolean garbage = this.ca.behaviour().getWrongCertificate().equals(Optional.of(WrongCertificate.GARBAGE));
		return garbage ? "-----BEGIN CERTIFICATE-----\ngarbage\n-----END CERTIFICATE-----\n"
				: Pem.encode(certificate.getChains().get(number));
	}

	private String url(CaCertificate certificate, int number) {
		String id = certificate.getId() + ((number > 0) ? "." + number : "");
		return this.ca.urls().of(Operation.CERTIFICATE, id);
	}

}
