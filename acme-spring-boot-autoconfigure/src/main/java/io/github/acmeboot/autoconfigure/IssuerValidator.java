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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.autoconfigure.IssuerProperties.ExternalAccountBinding;

/**
 * Refuses issuers that can never work.
 */
final class IssuerValidator {

	private static final Set<String> SHORTCUTS = Set.of("acme://letsencrypt.org", "acme://letsencrypt.org/staging");

	private static final Set<String> MAC_ALGORITHMS = Set.of("HS256", "HS384", "HS512");

	private final boolean directoryUrlUsed;

	private final List<String> agreed;

	/**
	 * Creates a validator.
	 * @param directoryUrlUsed whether the properties say where the CAs are
	 * @param agreed the names of the issuers whose terms are agreed to
	 */
	IssuerValidator(boolean directoryUrlUsed, List<String> agreed) {
		this.directoryUrlUsed = directoryUrlUsed;
		this.agreed = agreed;
	}

	void validate(String name, IssuerProperties issuer) {
		String property = PropertyNames.issuer(name);
		PropertyNames.checkUsable(property, name);
		if (this.directoryUrlUsed) {
			validateDirectoryUrl(property + ".directory-url", issuer.getDirectoryUrl());
		}
		validateTerms(name, property + ".terms-of-service-agreed", issuer);
		validateEmail(property + ".email", issuer.getEmail());
		validateBinding(property + ".external-account-binding", issuer.getExternalAccountBinding());
	}

	private void validateDirectoryUrl(String property, String url) {
		if (SHORTCUTS.contains(url)) {
			return;
		}
		URI uri = parse(property, url);
		if (!"https".equalsIgnoreCase(uri.getScheme()) || !StringUtils.hasText(uri.getHost())) {
			throw new InvalidConfigurationPropertyValueException(property, url,
					"A directory is only asked over HTTPS. Use 'acme://letsencrypt.org', "
							+ "'acme://letsencrypt.org/staging' or the 'https://' URL your CA documents.");
		}
	}

	private URI parse(String property, String url) {
		try {
			return new URI(url);
		}
		catch (URISyntaxException ex) {
			throw new InvalidConfigurationPropertyValueException(property, url,
					"It is no URL: " + ex.getReason() + ". Use the 'https://' URL your CA documents.");
		}
	}

	private void validateTerms(String name, String property, IssuerProperties issuer) {
		if (!issuer.isTermsOfServiceAgreed()) {
			throw new InvalidConfigurationPropertyValueException(property, false,
					"The terms of service of the CA have to be agreed to before it issues. " + whereTermsAre(issuer)
							+ " Set the property to 'true' if you agree." + whatIsMeant(name));
		}
	}

	private String whatIsMeant(String name) {
		return this.agreed.isEmpty() ? "" : " If no other CA is meant by '" + name + "', correct the name to one of: "
				+ String.join(", ", this.agreed) + ".";
	}

	private String whereTermsAre(IssuerProperties issuer) {
		if (issuer.getDirectoryUrl().contains("letsencrypt.org")) {
			return "Read them at https://letsencrypt.org/repository/.";
		}
		return "Read them at the URL that 'termsOfService' has in the directory " + issuer.getDirectoryUrl() + ".";
	}

	private void validateEmail(String property, @Nullable String email) {
		if (StringUtils.hasText(email) && !isEmail(email)) {
			throw new InvalidConfigurationPropertyValueException(property, email,
					"It is no e-mail address. Write one address such as 'ops@your-domain.org', without 'mailto:', "
							+ "or remove the property.");
		}
	}

	private boolean isEmail(String email) {
		int at = email.indexOf('@');
		try {
			return at > 0 && email.substring(0, at).matches("[^\\s,:?<>]+")
					&& Identifier.of(email.substring(at + 1)).type() == Identifier.Type.DNS;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private void validateBinding(String property, ExternalAccountBinding binding) {
		boolean keyId = StringUtils.hasText(binding.getKeyId());
		if (keyId != StringUtils.hasText(binding.getHmacKey())) {
			throw new InvalidConfigurationPropertyValueException(property + (keyId ? ".hmac-key" : ".key-id"), "",
					"The CA gives a key identifier and a HMAC key together. Set both, or neither.");
		}
		if (!MAC_ALGORITHMS.contains(binding.getAlgorithm())) {
			throw new InvalidConfigurationPropertyValueException(property + ".algorithm", binding.getAlgorithm(),
					"The MAC algorithm is not known. Use HS256, HS384 or HS512, as your CA documents.");
		}
		if (keyId && !isBase64Url(binding.getHmacKey())) {
			throw new InvalidConfigurationPropertyValueException(property, "******",
					"Its 'hmac-key' is not base64url. Copy the key as the CA shows it.");
		}
	}

	private boolean isBase64Url(@Nullable String key) {
		try {
			return key != null && Base64.getUrlDecoder().decode(key).length > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
