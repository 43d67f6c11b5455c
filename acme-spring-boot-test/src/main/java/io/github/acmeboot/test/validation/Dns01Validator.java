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

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Validates dns-01 (RFC 8555 section 8.4) by really asking a DNS server. Needs dnsjava on
 * the class path once there is one to ask. The problems are worded as Let's Encrypt words
 * them.
 */
public final class Dns01Validator implements ChallengeValidator {

	private static final int SHOWN = 100;

	private final Supplier<Optional<InetSocketAddress>> server;

	/**
	 * Creates a validator.
	 * @param server the DNS server to ask; without one the type is not offered
	 */
	public Dns01Validator(Supplier<Optional<InetSocketAddress>> server) {
		this.server = server;
	}

	@Override
	public String type() {
		return "dns-01";
	}

	@Override
	public boolean supports(Identifier identifier) {
		return identifier.type() == Identifier.Type.DNS && this.server.get().isPresent();
	}

	@Override
	public void validate(Identifier identifier, String token, String keyAuthorization) {
		String name = "_acme-challenge." + identifier.value();
		try {
			check(name, values(name), digest(keyAuthorization));
		}
		catch (ProblemException ex) {
			throw new ProblemException(ex.problem().about(identifier));
		}
	}

	private List<String> values(String name) {
		InetSocketAddress asked = this.server.get()
			.orElseThrow(() -> new ProblemException(ProblemType.SERVER_INTERNAL, "This CA has no DNS server to ask"));
		return new TxtLookup(asked).values(name);
	}

	private void check(String name, List<String> values, String expected) {
		if (values.isEmpty()) {
			throw unauthorized("No TXT record found at " + name);
		}
		if (!values.contains(expected)) {
			String first = values.get(0);
			String shown = (first.length() > SHOWN) ? first.substring(0, SHOWN) + "..." : first;
			String more = (values.size() > 1) ? " (and " + (values.size() - 1) + " more)" : "";
			throw unauthorized("Incorrect TXT record \"" + shown + "\"" + more + " found at " + name);
		}
	}

	private static ProblemException unauthorized(String detail) {
		return new ProblemException(Problem.of(ProblemType.UNAUTHORIZED, detail));
	}

	private static String digest(String keyAuthorization) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
