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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jose4j.jwk.PublicJsonWebKey;

import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.RandomToken;
import io.github.acmeboot.test.protocol.Urls;

/**
 * An account (RFC 8555 section 7.1.2). Thread-safe.
 */
public final class Account {

	private final String id = RandomToken.next();

	private final Optional<JsonObject> externalAccountBinding;

	private volatile PublicJsonWebKey key;

	private volatile List<String> contacts;

	private volatile Status status = Status.VALID;

	private volatile Optional<String> agreedTerms;

	/**
	 * Creates an account.
	 * @param key the account key
	 * @param contacts the contact URLs
	 * @param externalAccountBinding the binding, if the CA wants one
	 * @param agreedTerms the URL of the terms it agrees to
	 */
	public Account(PublicJsonWebKey key, List<String> contacts, Optional<JsonObject> externalAccountBinding,
			Optional<String> agreedTerms) {
		this.key = key;
		this.contacts = contacts;
		this.externalAccountBinding = externalAccountBinding;
		this.agreedTerms = agreedTerms;
	}

	public String getId() {
		return this.id;
	}

	public PublicJsonWebKey getKey() {
		return this.key;
	}

	public List<String> getContacts() {
		return this.contacts;
	}

	public Status getStatus() {
		return this.status;
	}

	/**
	 * Returns the terms the account agreed to.
	 * @return the URL of the terms
	 */
	public Optional<String> agreedTerms() {
		return this.agreedTerms;
	}

	/**
	 * Agrees to terms.
	 * @param terms the URL of the terms
	 */
	public void agreeTo(Optional<String> terms) {
		this.agreedTerms = terms;
	}

	/**
	 * Changes the account key.
	 * @param key the new key
	 */
	public void changeKey(PublicJsonWebKey key) {
		this.key = key;
	}

	/**
	 * Changes the contacts.
	 * @param contacts the contact URLs
	 */
	public void changeContacts(List<String> contacts) {
		this.contacts = contacts;
	}

	/**
	 * Deactivates the account for good, as its owner does.
	 */
	public void deactivate() {
		this.status = Status.DEACTIVATED;
	}

	/**
	 * Revokes the account for good, as the CA does.
	 */
	public void revoke() {
		this.status = Status.REVOKED;
	}

	/**
	 * Returns the JSON object.
	 * @param urls the URLs of the CA
	 * @param listed whether there is a list of its orders
	 * @return the members
	 */
	public Map<String, Object> document(Urls urls, boolean listed) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("status", this.status.value());
		document.put("contact", this.contacts);
		document.put("termsOfServiceAgreed", true);
		if (listed) {
			document.put("orders", urls.of(Operation.ORDERS, this.id));
		}
		this.externalAccountBinding.ifPresent((binding) -> document.put("externalAccountBinding", binding.members()));
		return document;
	}

	/**
	 * Returns the key authorization of a challenge (RFC 8555 section 8.1).
	 * @param token the token of the challenge
	 * @return the key authorization
	 */
	public String keyAuthorization(String token) {
		return token + "." + thumbprint(this.key);
	}

	static String thumbprint(PublicJsonWebKey key) {
		return key.calculateBase64urlEncodedThumbprint("SHA-256");
	}

}
