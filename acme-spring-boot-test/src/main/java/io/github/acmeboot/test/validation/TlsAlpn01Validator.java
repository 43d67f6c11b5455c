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

package io.github.acmeboot.test.validation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Validates tls-alpn-01 (RFC 8737 section 3, RFC 8738 section 6) by really doing the
 * handshake, in TLS 1.2 or newer, and really looking at the certificate.
 */
public final class TlsAlpn01Validator implements ChallengeValidator {

	private final Function<String, InetSocketAddress> resolver;

	/**
	 * Creates a validator.
	 * @param resolver where the TLS server of a name is
	 */
	public TlsAlpn01Validator(Function<String, InetSocketAddress> resolver) {
		this.resolver = resolver;
	}

	@Override
	public String type() {
		return "tls-alpn-01";
	}

	@Override
	public boolean supports(Identifier identifier) {
		return !identifier.isWildcard();
	}

	@Override
	public void validate(Identifier identifier, String token, String keyAuthorization) {
		InetSocketAddress address = this.resolver.apply(identifier.value());
		AcmeTlsHandshake handshake = handshake(identifier, address);
		if (!AcmeTlsHandshake.PROTOCOL.equals(handshake.protocol())) {
			throw failure(ProblemType.UNAUTHORIZED, identifier,
					"Cannot negotiate ALPN protocol \"acme-tls/1\" for tls-alpn-01 challenge");
		}
		new PresentedCertificate(handshake.certificate()).defect(identifier, keyAuthorization).ifPresent((defect) -> {
			throw failure(ProblemType.UNAUTHORIZED, identifier,
					"Incorrect validation certificate for tls-alpn-01 challenge from " + address + ": " + defect);
		});
	}

	private static AcmeTlsHandshake handshake(Identifier identifier, InetSocketAddress address) {
		try {
			return AcmeTlsHandshake.with(address, ServerName.of(identifier));
		}
		catch (IOException ex) {
			throw failure(ProblemType.TLS, identifier,
					"Handshake for '" + identifier + "' with " + address + ": " + ex.getMessage());
		}
	}

	private static ProblemException failure(ProblemType type, Identifier identifier, String detail) {
		return new ProblemException(Problem.of(type, detail).about(identifier));
	}

}
