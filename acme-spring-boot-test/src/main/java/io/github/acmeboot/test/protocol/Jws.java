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

package io.github.acmeboot.test.protocol;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A JWS in the only form ACME allows: flattened JSON, everything in the protected header
 * (RFC 8555 section 6.2).
 */
public final class Jws {

	/**
	 * The algorithms of account keys.
	 */
	public static final List<String> SIGNATURE_ALGORITHMS = List.of("ES256", "ES384", "ES512", "RS256");

	/**
	 * The algorithms of external account bindings.
	 */
	public static final List<String> MAC_ALGORITHMS = List.of("HS256", "HS384", "HS512");

	private static final Set<String> MEMBERS = Set.of("protected", "payload", "signature");

	private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]*");

	private static final int MIN_RSA = 2048;

	private static final int MAX_RSA = 4096;

	private final JsonObject header;

	private final String payload;

	private final String compact;

	private Jws(JsonObject jws) {
		if (!jws.members().keySet().equals(MEMBERS)) {
			throw malformed("A JWS must have the members " + MEMBERS + " and no other");
		}
		String protectedHeader = base64Url(jws, "protected");
		String encodedPayload = base64Url(jws, "payload");
		this.header = JsonObject.parse(decode(protectedHeader), "The protected header");
		this.payload = decode(encodedPayload);
		this.compact = protectedHeader + "." + encodedPayload + "." + base64Url(jws, "signature");
	}

	/**
	 * Reads a JWS, without a look at its signature.
	 * @param text the JSON
	 * @return the JWS
	 */
	public static Jws parse(String text) {
		return new Jws(JsonObject.parse(text, "The JWS"));
	}

	/**
	 * Reads a JWS, without a look at its signature.
	 * @param object the JSON
	 * @return the JWS
	 */
	public static Jws of(JsonObject object) {
		return new Jws(object);
	}

	/**
	 * Returns the protected header.
	 * @return the header
	 */
	public JsonObject header() {
		return this.header;
	}

	/**
	 * Returns the payload.
	 * @return the text
	 */
	public String payload() {
		return this.payload;
	}

	/**
	 * Returns the key the header carries.
	 * @return a public key good enough for an account
	 */
	public PublicJsonWebKey jwk() {
		JsonObject jwk = this.header.object("jwk").orElseThrow(() -> malformed("'jwk' is missing"));
		if (jwk.has("d")) {
			throw new ProblemException(ProblemType.BAD_PUBLIC_KEY, "The key is a private key");
		}
		try {
			PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(jwk.members());
			if (key.getPublicKey() instanceof RSAPublicKey rsa) {
				checkSize(rsa.getModulus().bitLength());
			}
			return key;
		}
		catch (JoseException ex) {
			throw new ProblemException(ProblemType.BAD_PUBLIC_KEY, "The key cannot be read: " + ex.getMessage());
		}
	}

	/**
	 * Verifies the signature.
	 * @param key the key
	 * @param algorithms the algorithms that may be used
	 */
	public void verify(Key key, List<String> algorithms) {
		String algorithm = this.header.requiredString("alg");
		if (!algorithms.contains(algorithm)) {
			throw new ProblemException(Problem
				.of(ProblemType.BAD_SIGNATURE_ALGORITHM, "The algorithm '" + algorithm + "' is not supported")
				.with("algorithms", algorithms));
		}
		try {
			JsonWebSignature signature = new JsonWebSignature();
			signature.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
			signature.setCompactSerialization(this.compact);
			signature.setKey(key);
			if (!signature.verifySignature()) {
				throw malformed("The signature is wrong");
			}
		}
		catch (JoseException ex) {
			throw malformed("The signature cannot be verified: " + ex.getMessage());
		}
	}

	private static void checkSize(int bits) {
		if (bits < MIN_RSA || bits > MAX_RSA) {
			throw new ProblemException(ProblemType.BAD_PUBLIC_KEY,
					"An RSA key must have " + MIN_RSA + " to " + MAX_RSA + " bits");
		}
	}

	private static String base64Url(JsonObject jws, String name) {
		String value = jws.requiredString(name);
		if (!BASE64_URL.matcher(value).matches()) {
			throw malformed("'" + name + "' is not base64url without padding");
		}
		return value;
	}

	private static String decode(String base64Url) {
		try {
			return new String(Base64.getUrlDecoder().decode(base64Url), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw malformed("Not base64url: " + ex.getMessage());
		}
	}

	private static ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
