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

package io.github.acmeboot.autoconfigure;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the CAs are. A bean of this type takes the place of the
 * {@code acme.issuers.*.directory-url} and {@code ssl-bundle} properties, so that a test
 * or a development-time CA is used without a change of configuration.
 */
public interface AcmeConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the directory of an issuer (RFC 8555 section 7.1.1).
	 * @param issuer the name of the issuer
	 * @return an {@code https:} or {@code acme:} URL
	 */
	String getDirectoryUrl(String issuer);

	/**
	 * Returns what verifies the directory's server.
	 * @param issuer the name of the issuer
	 * @return the bundle, or {@code null} for the JDK's own trust store. Called no
	 * earlier than the first request
	 */
	default @Nullable SslBundle getSslBundle(String issuer) {
		return null;
	}

	/**
	 * Returns whether an issuer is a CA on the Internet, which reaches public addresses
	 * only.
	 * @param issuer the name of the issuer
	 * @return whether it is known to be one
	 */
	default boolean isPublic(String issuer) {
		return false;
	}

	/**
	 * Returns where a CA connects to in order to validate a name, if that is not what the
	 * DNS says and the port of RFC 8555, as with a CA for tests. Only the doctor asks.
	 * @param issuer the name of the issuer
	 * @param challenge the type of the challenge
	 * @param host the name
	 * @return the address and port, or {@code null} if it is what the DNS says
	 */
	default @Nullable InetSocketAddress getValidationAddress(String issuer, String challenge, String host) {
		return null;
	}

}
