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

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;

import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Revokes certificates, by their account, by one that controls their identifiers, or by
 * their own key (RFC 8555 section 7.6).
 */
public final class RevocationEndpoint implements Endpoint {

	private static final int KEY_COMPROMISE = 1;

	private static final Set<Integer> REASONS = Set.of(0, KEY_COMPROMISE, 4, 5);

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public RevocationEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		JsonObject payload = call.signed().json();
		X509Certificate certificate = parse(payload.requiredString("certificate"));
		CaCertificate known = this.ca.certificates()
			.findBySerial(certificate.getSerialNumber())
			.filter((one) -> one.leaf().equals(certificate))
			.orElseThrow(() -> new ProblemException(
					Problem.of(ProblemType.MALFORMED, "The certificate is not of this CA").withStatus(404)));
		checkCaller(call, known);
		int reason = payload.number("reason").map(Number::intValue).orElse(0);
		if (!REASONS.contains(reason)) {
			throw new ProblemException(ProblemType.BAD_REVOCATION_REASON, "The reason must be one of " + REASONS);
		}
		if (!known.revoke(reason)) {
			throw new ProblemException(ProblemType.ALREADY_REVOKED, "The certificate is revoked already");
		}
		return ServerResponse.of(200);
	}

	private X509Certificate parse(String base64Url) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(Base64.getUrlDecoder().decode(base64Url)));
		}
		catch (CertificateException | IllegalArgumentException ex) {
			throw new ProblemException(ProblemType.MALFORMED, "'certificate' is not a certificate");
		}
	}

	private void checkCaller(Call call, CaCertificate certificate) {
		boolean byAccount = call.caller().filter((account) -> account == certificate.getAccount()).isPresent();
		boolean byOther = call.caller()
			.filter((account) -> this.ca.orders().isAuthorized(account, certificate.getIdentifiers(), this.ca.now()))
			.isPresent();
		boolean byKey = call.caller().isEmpty()
				&& certificate.leaf().getPublicKey().equals(call.signed().key().getKey());
		if (!byAccount && !byOther && !byKey) {
			throw new ProblemException(ProblemType.UNAUTHORIZED,
					"The request is signed neither by the account of the certificate, nor by one that controls its "
							+ "identifiers, nor by its key");
		}
	}

}
