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

package io.github.acmeboot.test;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;

/**
 * Sends an application to one CA, whatever its issuers are called.
 *
 * @param directoryUrl the directory of the CA
 * @param sslBundle what verifies the CA's HTTPS server
 * @param validationAddress where the CA connects to, by the type of the challenge and the
 * name
 */
public record CaConnectionDetails(URI directoryUrl, SslBundle sslBundle,
		BiFunction<String, String, @Nullable InetSocketAddress> validationAddress) implements AcmeConnectionDetails {

	/**
	 * Sends an application to a CA that validates names where the DNS says they are.
	 * @param directoryUrl the directory of the CA
	 * @param sslBundle what verifies the CA's HTTPS server
	 */
	public CaConnectionDetails(URI directoryUrl, SslBundle sslBundle) {
		this(directoryUrl, sslBundle, (challenge, host) -> null);
	}

	@Override
	public String getDirectoryUrl(String issuer) {
		return this.directoryUrl.toString();
	}

	@Override
	public SslBundle getSslBundle(String issuer) {
		return this.sslBundle;
	}

	@Override
	public @Nullable InetSocketAddress getValidationAddress(String issuer, String challenge, String host) {
		return this.validationAddress.apply(challenge, host);
	}

}
